import type { WordingKind } from '../feed/change-kinds.ts';
import type { ItemContent } from '../feed/item.ts';
import type { Command, ItemPatch } from './command.ts';

/** The content of an item whose words are not here and never were. */
export const noWords: ItemContent = {
  body: [],
  bylines: [],
  breaking: false,
  key: false,
  tags: [],
};

/**
 * The command that words an item as it is worded elsewhere. Every field is said, so that one which is gone there is gone here.
 * `hadList`: its pictures were a list.
 */
export function wordedAnew(
  id: string,
  rev: number,
  wording: {
    readonly kind: WordingKind;
    readonly note?: string;
    readonly content: ItemContent;
    readonly markdown: string;
  },
  hadList: boolean,
): Command {
  const { kind, note = '', content, markdown } = wording;
  const patch: ItemPatch = { ...noFields, ...content, ...picturesIn(content, hadList), markdown };
  switch (kind) {
    case 'post':
    case 'edit':
      return { kind: 'edit', id, rev, patch };
    case 'correct':
    case 'redact':
      return { kind, id, rev, note, patch };
    case 'strike':
    case 'unstrike':
      return { kind, id, rev, note };
  }
}

/** A picture alone takes the place of the leading one of a list, so a list of it alone is said there. */
function picturesIn({ image, images }: ItemContent, hadList: boolean): ItemPatch {
  if (images !== undefined || image === undefined) return { images: images ?? null };
  return hadList ? { images: [image] } : {};
}

const noFields = {
  headline: null,
  minutes: null,
  people: null,
  link: null,
  related: null,
  audio: null,
  lang: null,
  dir: null,
} as const satisfies ItemPatch;
