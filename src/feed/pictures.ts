import type { Image, ItemContent } from './item.ts';

/** All pictures of an item, the leading one first. */
export function picturesOf({
  image,
  images,
}: Pick<ItemContent, 'image' | 'images'>): readonly Image[] {
  return images ?? (image === undefined ? [] : [image]);
}
