import type { PushWords } from './push-words.ts';

export const pl: PushWords = {
  begin: 'Powiadamiaj mnie o pilnych wiadomościach',
  told: 'O czym powiadamia ta przeglądarka',
  breaking: 'Pilne wiadomości',
  end: 'Nie powiadamiaj mnie więcej',
  on: 'Ta przeglądarka powiadamia o tym, co wybrano, także po zamknięciu tej strony.',
  off: 'Ta przeglądarka nie powiadamia już o tej relacji.',
  blocked:
    'Powiadomienia są zablokowane. Proszę zezwolić na nie dla tej witryny w ustawieniach przeglądarki.',
  failed: 'Nie udało się. Proszę spróbować ponownie.',
};
