import type { Writer } from './byline.ts';
import type { FeedInfo } from './feed-info.ts';
import {
  isTombstone,
  type Audio,
  type Entry,
  type Focus,
  type Image,
  type Item,
  type Related,
  type Tombstone,
} from './item.ts';

/** An object of JSON whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

type Check = (value: unknown) => boolean;

/** One check for each field: a field that is added to the type and not here does not compile. */
type Shape<T> = { readonly [K in keyof T]-?: Check };

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isFlag: Check = (value) => typeof value === 'boolean';
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value);
const recordOf =
  <T>(shape: Shape<T>): Check =>
  (value) =>
    isRecord(value) && Object.entries<Check>(shape).every(([name, check]) => check(value[name]));

const image = recordOf<Image>({
  url: isText,
  alt: isText,
  caption: orAbsent(isText),
  credit: orAbsent(isText),
  width: orAbsent(isNumber),
  height: orAbsent(isNumber),
  focus: orAbsent(recordOf<Focus>({ x: isNumber, y: isNumber })),
  color: orAbsent(isText),
});

const audio = recordOf<Audio>({
  url: isText,
  title: orAbsent(isText),
  seconds: orAbsent(isNumber),
  type: orAbsent(isText),
  bytes: orAbsent(isNumber),
});

const writer = recordOf<Writer>({
  name: isText,
  role: orAbsent(isText),
  picture: orAbsent(isText),
  url: orAbsent(isText),
});

const dir = orAbsent(oneOf('ltr', 'rtl'));
const note = { at: isText, note: isText };
const made = orAbsent(recordOf(note));
// Of a kind that a later version made, too.
const remark = recordOf({ ...note, kind: isText });

/** Of a body the outermost is looked at. */
const body = listOf((block) => isRecord(block) && isText(block['kind']));

// Where an item comes from is looked at by what draws it, and by newsrooms that take it.
const item = recordOf<Omit<Item, 'origin'>>({
  id: isText,
  rev: isNumber,
  headline: orAbsent(isText),
  body,
  minutes: orAbsent(isNumber),
  bylines: listOf(isText),
  people: orAbsent(listOf(writer)),
  breaking: isFlag,
  key: isFlag,
  pinned: isFlag,
  tags: listOf(isText),
  link: orAbsent(isText),
  related: orAbsent(listOf(recordOf<Related>({ url: isText, title: isText }))),
  image: orAbsent(image),
  images: orAbsent(listOf(image)),
  audio: orAbsent(audio),
  lang: orAbsent(isText),
  dir,
  postedAt: isText,
  placedAt: orAbsent(isText),
  updatedAt: isText,
  remarks: orAbsent(listOf(remark)),
  corrected: made,
  struck: made,
});

const tombstone = recordOf<Tombstone>({
  id: isText,
  postedAt: isText,
  placedAt: orAbsent(isText),
  removedAt: isText,
});

// `undoSeconds` and `visibility` are for the server: no reader's script looks at them. `campaign` is looked at by what draws it, which is
// loaded where there is one.
const feedInfo = recordOf<Omit<FeedInfo, 'undoSeconds' | 'visibility' | 'campaign'>>({
  title: isText,
  description: orAbsent(isText),
  summary: orAbsent(body),
  lang: isText,
  dir,
  timezone: isText,
  coverage: oneOf('open', 'ended'),
  origins: orAbsent(listOf(isText)),
});

/** Whether a value has an item's shape. Of a body the outermost is looked at; fields of later versions are welcome. */
export function hasItemShape(value: unknown): value is Item {
  return item(value);
}

/** Whether a value has the shape of an item or of its tombstone. */
export function isEntry(value: unknown): value is Entry {
  return isRecord(value) && (isTombstone(value as unknown as Entry) ? tombstone : item)(value);
}

export function isFeedInfo(value: unknown): value is FeedInfo {
  return feedInfo(value);
}
