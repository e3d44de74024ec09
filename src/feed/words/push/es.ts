import type { PushWords } from './push-words.ts';

export const es: PushWords = {
  begin: 'Avisarme de las noticias de última hora',
  told: 'De qué le avisa este navegador',
  breaking: 'Noticias de última hora',
  end: 'No avisarme más',
  on: 'Este navegador le avisa de lo que ha elegido, también con esta página cerrada.',
  off: 'Este navegador ya no le avisa de esta cobertura.',
  blocked:
    'Las notificaciones están bloqueadas. Permítalas para este sitio en los ajustes del navegador.',
  failed: 'No ha funcionado. Inténtelo de nuevo.',
};
