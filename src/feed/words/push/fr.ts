import type { PushWords } from './push-words.ts';

export const fr: PushWords = {
  begin: 'M’alerter des dernières nouvelles',
  told: 'Ce que ce navigateur vous signale',
  breaking: 'Alertes infos',
  end: 'Ne plus rien me signaler',
  on: 'Ce navigateur vous signale ce que vous avez choisi, même quand cette page est fermée.',
  off: 'Ce navigateur ne vous signale plus rien de ce direct.',
  blocked:
    'Les notifications sont bloquées. Autorisez-les pour ce site dans les réglages du navigateur.',
  failed: 'Cela n’a pas fonctionné. Réessayez.',
};
