import { firstWords, titleOf } from '../../../src/feed/draw/item-title.ts';
import type { ItemContent } from '../../../src/feed/item.ts';

/** The name of an item in a list. */
export function itemName(item: Pick<ItemContent, 'headline' | 'body' | 'image'>): string {
  return titleOf(item);
}

/** The name of an unsent text in a list. */
export function textName(text: string): string {
  return firstWords(text, 90) || 'No text';
}
