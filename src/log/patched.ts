import type { Image, ItemContent } from '../feed/item.ts';
import type { ItemPatch } from './command.ts';
import { withoutNulls } from './without-nulls.ts';

/** The content with the fields of a patch. A patch of `image` alone changes the leading picture; the others stay. */
export function patched<T extends ItemContent>(before: T, patch: ItemPatch): T {
  const { markdown: _, ...fields } = patch;
  const content = withoutNulls({ ...before, ...fields, ...picturesIn(before, patch) });
  return content as T;
}

/** Whether a content has no word at all: its leading picture may say that there is nothing to say. */
export function saysNothing({ headline, body, image }: ItemContent): boolean {
  return headline === undefined && body.length === 0 && (image?.alt ?? '') === '';
}

function picturesIn({ images }: ItemContent, patch: ItemPatch): Partial<ItemPatch> {
  if ('images' in patch) return asFields(patch.images ?? []);
  if (patch.image === undefined || images === undefined) return {};
  const [, ...others] = images;
  return asFields(patch.image === null ? others : [patch.image, ...others]);
}

function asFields(images: readonly Image[]): Partial<ItemPatch> {
  const [image] = images;
  return image === undefined ? { image: null, images: null } : { image, images };
}
