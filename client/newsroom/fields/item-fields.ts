import { bylinesOf as bylinesIn } from '../../../src/feed/byline.ts';
import type { Item } from '../../../src/feed/item.ts';
import { picturesOf } from '../../../src/feed/pictures.ts';
import type { Fields } from '../../../src/feed/shape.ts';
import { audioFieldsOf, noAudio, parseAudio, sentAudio, type AudioFields } from './audio-fields.ts';
import { bylinesOf, bylinesText } from './bylines-text.ts';
import { listOf } from './list-of.ts';
import {
  isEmptyPicture,
  parsePictures,
  pictureFieldsOf,
  sentPictures,
  type PictureFields,
} from './picture-fields.ts';
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
  /** The leading one first. */
  readonly pictures: readonly PictureFields[];
  readonly audio: AudioFields;
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
  pictures: [],
  audio: noAudio,
  lang: '',
  dir: '',
  embargo: '',
  embargoTurn: '',
};

/** The form fields of an existing item; `markdown` is the body as its editor wrote it. */
export function fieldsOf(item: Item, markdown: string): ItemFields {
  return {
    headline: item.headline ?? '',
    body: markdown,
    breaking: item.breaking,
    key: item.key,
    bylines: bylinesText(bylinesIn(item)),
    tags: item.tags.join(', '),
    link: item.link ?? '',
    related: relatedText(item.related),
    pictures: picturesOf(item).map(pictureFieldsOf),
    audio: audioFieldsOf(item.audio),
    lang: item.lang ?? '',
    dir: item.dir ?? '',
    embargo: '',
    embargoTurn: '',
  };
}

/** The content of a form as it is sent, without empty fields. The embargo is sent apart: see `embargoOf`. */
export function contentOf(fields: ItemFields): Fields {
  const pictures = sentPictures(fields.pictures);
  const [image] = pictures;
  // One alone is sent, kept and told to readers once.
  const shown = pictures.length > 1 ? { images: pictures } : { image };
  const content: Fields = { ...wordsOf(fields), ...shown };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** The fields that differ between two forms, as they are sent; null for a field that was emptied. */
export function patchOf(before: ItemFields, after: ItemFields): Fields {
  const old = wordsOf(before);
  const words = Object.fromEntries(
    Object.entries(wordsOf(after))
      .filter(([name, value]) => !isSame(value, old[name]))
      .map(([name, value]) => [name, value ?? null]),
  );
  return { ...words, ...picturesPatch(before, after) };
}

function picturesPatch(before: ItemFields, after: ItemFields): Fields {
  const [old, pictures] = [sentPictures(before.pictures), sentPictures(after.pictures)];
  if (isSame(old, pictures)) return {};
  // `image` alone would change the leading one and leave the others.
  if (old.length > 1 || pictures.length > 1) return { images: pictures };
  return { image: pictures[0] ?? null };
}

/** Merges two editors' changes: a field that differs from `base` in `mine` keeps `mine`, any other is `theirs`. */
export function mergeFields(base: ItemFields, mine: ItemFields, theirs: ItemFields): ItemFields {
  const before = new Map<string, unknown>(Object.entries(base));
  const touched = Object.entries(mine).filter(([name, value]) => !isSame(value, before.get(name)));
  return { ...theirs, ...Object.fromEntries(touched) };
}

export function sameFields(a: ItemFields, b: ItemFields): boolean {
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([name, value]) => isSame(other.get(name), value));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The form without an embargo. */
export function embargoGone(fields: ItemFields): ItemFields {
  return { ...fields, embargo: '', embargoTurn: '' };
}

/** True when nothing was typed; the `breaking` and `key` marks do not count. */
export function isBlank(fields: ItemFields): boolean {
  const pictures = fields.pictures.filter((one) => !isEmptyPicture(one));
  return sameFields(emptyFields, { ...fields, pictures, breaking: false, key: false });
}

/** Parses a form from storage; a field that is missing or of another shape is empty. */
export function parseFields(value: Fields): ItemFields {
  const kept = Object.entries(emptyFields).map(([name, empty]) => {
    const found = value[name];
    return [name, typeof found === typeof empty ? found : empty];
  });
  const [pictures, audio] = [parsePictures(value), parseAudio(value)];
  return checked({ ...emptyFields, ...Object.fromEntries(kept), pictures, audio });
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
    audio: sentAudio(fields.audio),
    lang: textOf(fields.lang),
    dir: fields.dir === '' ? undefined : fields.dir,
  };
}

function textOf(typed: string): string | undefined {
  const text = typed.trim();
  return text === '' ? undefined : text;
}
