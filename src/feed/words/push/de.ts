import type { PushWords } from './push-words.ts';

export const de: PushWords = {
  begin: 'Eilmeldungen anzeigen',
  told: 'Was dieser Browser Ihnen meldet',
  breaking: 'Eilmeldungen',
  end: 'Nichts mehr melden',
  on: 'Dieser Browser meldet Ihnen, was Sie gewählt haben, auch wenn diese Seite geschlossen ist.',
  off: 'Dieser Browser meldet Ihnen hiervon nichts mehr.',
  blocked:
    'Benachrichtigungen sind blockiert. Erlauben Sie sie für diese Website in den Einstellungen des Browsers.',
  failed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal.',
};
