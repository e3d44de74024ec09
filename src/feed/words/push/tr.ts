import type { PushWords } from './push-words.ts';

export const tr: PushWords = {
  begin: 'Son dakika haberlerini bildir',
  told: 'Bu tarayıcının size bildirdikleri',
  breaking: 'Son dakika haberleri',
  end: 'Artık bildirme',
  on: 'Bu tarayıcı seçtiklerinizi size bildirir, bu sayfa kapalıyken de.',
  off: 'Bu tarayıcı bu yayından artık bir şey bildirmez.',
  blocked: 'Bildirimler engellenmiş. Tarayıcının ayarlarında bu site için izin verin.',
  failed: 'Olmadı. Yeniden deneyin.',
};
