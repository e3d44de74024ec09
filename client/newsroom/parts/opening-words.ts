import { bodyText } from '../../../src/feed/body.ts';
import type { Item } from '../../../src/feed/item.ts';

const enough = 18;

/** What a list calls an item: its headline, or else its first words. */
export function openingWords(item: Pick<Item, 'headline' | 'body' | 'image'>): string {
  return item.headline ?? openingOf(bodyText(item.body).trim() || (item.image?.alt ?? ''));
}

/** The first words of a text. */
export function openingOf(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length === 0) return 'No text';
  return words.length > enough ? `${words.slice(0, enough).join(' ')} …` : words.join(' ');
}
