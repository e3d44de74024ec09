import type { PushWords } from './push-words.ts';

export const en: PushWords = {
  begin: 'Tell me breaking news',
  told: 'What this browser tells you',
  breaking: 'Breaking news',
  end: 'Tell me nothing more',
  on: 'This browser tells you what you have chosen, also when this page is closed.',
  off: 'This browser tells you nothing more of this feed.',
  blocked: 'Notifications are blocked. Allow them for this site in the settings of the browser.',
  failed: 'This did not work. Try again.',
};
