import type { Fields } from '../../feed/shape.ts';

/** A text that a person has not sent. */
export interface KeptText {
  /** The page's name for it (see `placeOf`). */
  readonly name: string;
  /** What the page wrote down; only the page knows its shape. */
  readonly value: Fields;
  /** When it was kept, by the database's clock. */
  readonly at: string;
}

/** A person's texts, and the characters of all of them together. */
export const keptBounds = { texts: 200, characters: 4_000_000 } as const;

/** What a text is about. */
export interface Place {
  readonly feed: string;
  readonly item?: string;
}

const nameShape = /^[\w-]{1,64}:[a-z]{1,20}:([a-z0-9-]{1,80})(?::([\w-]{1,64}))?$/;

/** What a text of this name is about: `{tab}:{kind}:{feed}` or `{tab}:{kind}:{feed}:{item}`. Undefined for other names. */
export function placeOf(name: string): Place | undefined {
  const [, feed, item] = nameShape.exec(name) ?? [];
  if (feed === undefined) return undefined;
  return { feed, ...(item === undefined ? {} : { item }) };
}

/**
 * Keeps each person's unsent texts, beside the device they are written on: a device that is lost takes none with it.
 * Nobody else ever reads them. Also the injection token.
 */
export abstract class KeptTexts {
  /** The newest first. */
  abstract list(person: string): Promise<readonly KeptText[]>;

  /**
   * Keeps a text in place of the one of the same name. Throws `too_many_texts` above `keptBounds`, `taken_down` and
   * `words_erased` where the item's words must be nowhere any more, `not_found` for who is no person here.
   */
  abstract keep(person: string, name: string, place: Place, value: Fields): Promise<void>;

  /** Drops a text; nothing happens where there is none. */
  abstract drop(person: string, name: string): Promise<void>;
}
