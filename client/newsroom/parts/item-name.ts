import { firstWords, titleOf } from '../../../src/feed/draw/item-title.ts';
import type { ItemContent } from '../../../src/feed/item.ts';

/** What a list calls an item. */
export function itemName(item: Pick<ItemContent, 'headline' | 'body' | 'image'>): string {
  return titleOf(item);
}

/** What a list calls a text that is not an item yet. */
export function textName(text: string): string {
  return firstWords(text, 90) || 'No text';
}
