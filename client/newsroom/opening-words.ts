import { bodyText } from '../../src/feed/body.ts';
import type { Item } from '../../src/feed/item.ts';

const enough = 18;

/** What a list calls an item: its headline, or else its first words. */
export function openingWords(item: Pick<Item, 'headline' | 'body' | 'image'>): string {
  if (item.headline !== undefined) return item.headline;
  const words = bodyText(item.body).split(/\s+/).filter(Boolean);
  if (words.length === 0) return item.image?.alt ?? 'No text';
  return words.length > enough ? `${words.slice(0, enough).join(' ')} …` : words.join(' ');
}
