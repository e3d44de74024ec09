import type { PushWords } from './push-words.ts';

export const ja: PushWords = {
  begin: '速報の通知を受け取る',
  told: 'このブラウザに届く通知',
  breaking: '速報',
  end: '通知を止める',
  on: '選んだ内容がこのブラウザに通知されます。このページを閉じていても届きます。',
  off: 'この中継の通知はもう届きません。',
  blocked: '通知がブロックされています。ブラウザの設定でこのサイトの通知を許可してください。',
  failed: 'うまくいきませんでした。もう一度お試しください。',
};
