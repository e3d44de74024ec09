import { bylinesOf as bylinesIn } from '../../../src/feed/byline.ts';
import type { Image, Item } from '../../../src/feed/item.ts';
import type { Fields } from '../../../src/feed/shape.ts';
import { bylinesOf, bylinesText } from './bylines-text.ts';
import { listOf } from './list-of.ts';
import { relatedOf, relatedText } from './related-text.ts';

/** The fields of an item's form, as the editor typed them; tags are separated by commas. */
export interface ItemFields {
  readonly headline: string;
  readonly body: string;
  readonly breaking: boolean;
  readonly key: boolean;
  /** See `bylinesOf`. */
  readonly bylines: string;
  readonly tags: string;
  readonly link: string;
  /** See `relatedOf`. */
  readonly related: string;
  readonly imageUrl: string;
  readonly imageAlt: string;
  readonly imageCaption: string;
  readonly imageCredit: string;
  /** The size of the picture at `imageUrl`, like `640x480`; empty when it is unknown. */
  readonly imageSize: string;
  readonly lang: string;
  /** Empty: the direction follows from the text. */
  readonly dir: '' | 'ltr' | 'rtl';
  /** A local time in the newsroom's zone; empty for none. */
  readonly embargo: string;
  /** Which of two instants is meant, when the clock shows this time twice; empty: not chosen. */
  readonly embargoTurn: '' | 'first' | 'second';
}

export const emptyFields: ItemFields = {
  headline: '',
  body: '',
  breaking: false,
  key: false,
  bylines: '',
  tags: '',
  link: '',
  related: '',
  imageUrl: '',
  imageAlt: '',
  imageCaption: '',
  imageCredit: '',
  imageSize: '',
  lang: '',
  dir: '',
  embargo: '',
  embargoTurn: '',
};

/** The form fields of an existing item; `markdown` is the body as its editor wrote it. */
export function fieldsOf(item: Item, markdown: string): ItemFields {
  const { image } = item;
  return {
    headline: item.headline ?? '',
    body: markdown,
    breaking: item.breaking,
    key: item.key,
    bylines: bylinesText(bylinesIn(item)),
    tags: item.tags.join(', '),
    link: item.link ?? '',
    related: relatedText(item.related),
    imageUrl: image?.url ?? '',
    imageAlt: image?.alt ?? '',
    imageCaption: image?.caption ?? '',
    imageCredit: image?.credit ?? '',
    imageSize: image?.width === undefined ? '' : `${image.width}x${image.height ?? ''}`,
    lang: item.lang ?? '',
    dir: item.dir ?? '',
    embargo: '',
    embargoTurn: '',
  };
}

/** The content of a form as it is sent, without empty fields. The embargo is sent apart: see `embargoOf`. */
export function contentOf(fields: ItemFields): Fields {
  const content = wordsOf(fields);
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** The fields that differ between two forms, as they are sent; null for a field that was emptied. */
export function patchOf(before: ItemFields, after: ItemFields): Fields {
  const old = wordsOf(before);
  return Object.fromEntries(
    Object.entries(wordsOf(after))
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
      .map(([name, value]) => [name, value ?? null]),
  );
}

/** Merges two editors' changes: a field that differs from `base` in `mine` keeps `mine`, any other is `theirs`. */
export function mergeFields(base: ItemFields, mine: ItemFields, theirs: ItemFields): ItemFields {
  const before = new Map<string, unknown>(Object.entries(base));
  const touched = Object.entries(mine).filter(([name, value]) => value !== before.get(name));
  return { ...theirs, ...Object.fromEntries(touched) };
}

export function sameFields(a: ItemFields, b: ItemFields): boolean {
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([name, value]) => other.get(name) === value);
}

/** The form without an embargo. */
export function embargoGone(fields: ItemFields): ItemFields {
  return { ...fields, embargo: '', embargoTurn: '' };
}

/** True when nothing was typed; the `breaking` and `key` marks do not count. */
export function isBlank(fields: ItemFields): boolean {
  return sameFields(emptyFields, { ...fields, breaking: false, key: false });
}

/** Parses a form from storage; a field that is missing or of another shape is empty. */
export function parseFields(value: Fields): ItemFields {
  const kept = Object.entries(emptyFields).map(([name, empty]) => {
    const found = value[name];
    return [name, typeof found === typeof empty ? found : empty];
  });
  return checked({ ...emptyFields, ...Object.fromEntries(kept) });
}

function checked(fields: ItemFields): ItemFields {
  const { dir, embargoTurn: turn } = fields;
  return {
    ...fields,
    dir: dir === 'ltr' || dir === 'rtl' ? dir : '',
    embargoTurn: turn === 'first' || turn === 'second' ? turn : '',
  };
}

function wordsOf(fields: ItemFields): Fields {
  return {
    headline: textOf(fields.headline),
    body: textOf(fields.body),
    breaking: fields.breaking,
    key: fields.key,
    bylines: bylinesOf(fields.bylines),
    tags: listOf(fields.tags),
    link: textOf(fields.link),
    related: relatedOf(fields.related),
    image: imageOf(fields),
    lang: textOf(fields.lang),
    dir: fields.dir === '' ? undefined : fields.dir,
  };
}

/** The picture in a form; undefined when all its fields are empty. */
export function imageOf(fields: ItemFields): Image | undefined {
  const parts = [fields.imageUrl, fields.imageAlt, fields.imageCaption, fields.imageCredit];
  if (parts.every((part) => part.trim() === '')) return undefined;
  const [width, height] = fields.imageSize.split('x').map(Number);
  const size = width && height ? { width, height } : {};
  return {
    url: fields.imageUrl.trim(),
    alt: fields.imageAlt.trim(),
    caption: textOf(fields.imageCaption),
    credit: textOf(fields.imageCredit),
    ...size,
  };
}

function textOf(typed: string): string | undefined {
  const text = typed.trim();
  return text === '' ? undefined : text;
}
