import type { Image, Item } from '../../../src/feed/item.ts';
import type { Fields } from '../../../src/feed/shape.ts';

/** An item as a form holds it: what the editor typed, lists separated by commas. */
export interface ItemFields {
  readonly headline: string;
  readonly body: string;
  readonly breaking: boolean;
  readonly key: boolean;
  readonly bylines: string;
  readonly tags: string;
  readonly link: string;
  readonly imageUrl: string;
  readonly imageAlt: string;
  readonly imageCaption: string;
  readonly imageCredit: string;
  /** `640x480`, of the picture at `imageUrl`; empty when it is not known. */
  readonly imageSize: string;
  readonly lang: string;
  /** Empty: as the text itself runs. */
  readonly dir: '' | 'ltr' | 'rtl';
  /** Wall clock in the newsroom's zone; empty: none. */
  readonly embargo: string;
  /** Which of the two, where the clock shows this time twice; empty: not said. */
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

/** The form of an item that exists; `markdown` is its body as it was written. */
export function fieldsOf(item: Item, markdown: string): ItemFields {
  const { image } = item;
  return {
    headline: item.headline ?? '',
    body: markdown,
    breaking: item.breaking,
    key: item.key,
    bylines: item.bylines.join(', '),
    tags: item.tags.join(', '),
    link: item.link ?? '',
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

/** What is sent of a form, empty fields left out. The embargo is not part of the words: see `embargoOf`. */
export function contentOf(fields: ItemFields): Fields {
  const content = wordsOf(fields);
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** What is sent to turn one form into another: the fields that differ, null for one that is gone. */
export function patchOf(before: ItemFields, after: ItemFields): Fields {
  const old = wordsOf(before);
  return Object.fromEntries(
    Object.entries(wordsOf(after))
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
      .map(([name, value]) => [name, value ?? null]),
  );
}

/** Both editors' changes: a field keeps `mine` where I touched it since `base`, and is `theirs` elsewhere. */
export function mergeFields(base: ItemFields, mine: ItemFields, theirs: ItemFields): ItemFields {
  const before = new Map<string, unknown>(Object.entries(base));
  const touched = Object.entries(mine).filter(([name, value]) => value !== before.get(name));
  return { ...theirs, ...Object.fromEntries(touched) };
}

export function sameFields(a: ItemFields, b: ItemFields): boolean {
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([name, value]) => other.get(name) === value);
}

/** The form without a time to go out at. */
export function embargoGone(fields: ItemFields): ItemFields {
  return { ...fields, embargo: '', embargoTurn: '' };
}

/** Whether nobody would miss it. */
export function isBlank(fields: ItemFields): boolean {
  return sameFields(emptyFields, { ...fields, breaking: false, key: false });
}

/** A form that came out of storage; what is missing or of another shape is empty. */
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
    bylines: listOf(fields.bylines),
    tags: listOf(fields.tags),
    link: textOf(fields.link),
    image: imageOf(fields),
    lang: textOf(fields.lang),
    dir: fields.dir === '' ? undefined : fields.dir,
  };
}

/** The picture a form describes. */
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

/** The names in a list that was typed with commas. */
export function listOf(typed: string): readonly string[] {
  return typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function textOf(typed: string): string | undefined {
  const text = typed.trim();
  return text === '' ? undefined : text;
}
