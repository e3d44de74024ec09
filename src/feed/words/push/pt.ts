import type { PushWords } from './push-words.ts';

export const pt: PushWords = {
  begin: 'Avisar-me das notícias de última hora',
  told: 'O que este navegador lhe comunica',
  breaking: 'Notícias de última hora',
  end: 'Não me avisar mais',
  on: 'Este navegador avisa-o do que escolheu, mesmo com esta página fechada.',
  off: 'Este navegador já não o avisa desta cobertura.',
  blocked:
    'As notificações estão bloqueadas. Permita-as para este site nas definições do navegador.',
  failed: 'Não funcionou. Tente novamente.',
};
