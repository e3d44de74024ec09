import type { Body } from '../../../src/feed/body.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import type { Entry, Image, Item, Remark } from '../../../src/feed/item.ts';

/** An item no reader knows of yet, as the newsroom lists it. */
export interface DraftItem {
  readonly item: Item;
  readonly markdown: string;
  /** RFC 3339, UTC: when it goes out by itself. */
  readonly embargo?: string;
}

export interface FeedRow {
  readonly feed: string;
  readonly info: FeedInfo;
  readonly seq: number;
}

export interface Person {
  readonly name: string;
  readonly role: string;
}

export interface Source {
  readonly rev: number;
  readonly markdown: string;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

export function parsePerson(value: unknown): Person {
  const person = record(value);
  return { name: textOr(person['name'], 'Signed in'), role: textOr(person['role'], '') };
}

export function parseFeeds(value: unknown): readonly FeedRow[] {
  return list(record(value)['feeds']).map((row) => parseFeed(row));
}

export function parseFeed(value: unknown): FeedRow {
  const row = record(value);
  return { feed: text(row['feed']), info: parseInfo(row['info']), seq: Number(row['seq'] ?? 0) };
}

export function parseSource(value: unknown): Source {
  const source = record(value);
  return { rev: Number(source['rev']), markdown: textOr(source['markdown'], '') };
}

export function parseBody(value: unknown): Body {
  const body = list(value);
  if (!isBody(body)) throw new TypeError('The server sent a text this page cannot read.');
  return body;
}

export function parseDrafts(value: unknown): readonly DraftItem[] {
  return list(record(value)['items']).map((row) => parseDraft(row));
}

export function parseDraft(value: unknown): DraftItem {
  const draft = record(value);
  return {
    item: parseItem(draft),
    markdown: textOr(draft['markdown'], ''),
    embargo: textOr(draft['embargo'], undefined),
  };
}

export function parseEntry(value: unknown): Entry {
  const entry = record(value);
  const removedAt = textOr(entry['removedAt'], undefined);
  if (removedAt === undefined) return parseItem(entry);
  return { id: text(entry['id']), postedAt: text(entry['postedAt']), removedAt };
}

function parseItem(item: Fields): Item {
  const updatedAt = textOr(item['updatedAt'], textOr(item['postedAt'], ''));
  return {
    id: text(item['id']),
    rev: Number(item['rev']),
    headline: textOr(item['headline'], undefined),
    body: parseBody(item['body'] ?? []),
    bylines: texts(item['bylines']),
    breaking: item['breaking'] === true,
    key: item['key'] === true,
    pinned: item['pinned'] === true,
    tags: texts(item['tags']),
    link: textOr(item['link'], undefined),
    image: parseImage(item['image']),
    lang: textOr(item['lang'], undefined),
    dir: parseDir(item['dir']),
    postedAt: textOr(item['postedAt'], updatedAt),
    updatedAt,
    corrected: parseRemark(item['corrected']),
    struck: parseRemark(item['struck']),
  };
}

function parseInfo(value: unknown): FeedInfo {
  const info = record(value);
  return {
    title: text(info['title']),
    description: textOr(info['description'], undefined),
    lang: textOr(info['lang'], 'en'),
    dir: parseDir(info['dir']),
    timezone: textOr(info['timezone'], 'UTC'),
    coverage: info['coverage'] === 'ended' ? 'ended' : 'open',
  };
}

function parseImage(value: unknown): Image | undefined {
  if (!isRecord(value)) return undefined;
  return {
    url: text(value['url']),
    alt: textOr(value['alt'], ''),
    caption: textOr(value['caption'], undefined),
    credit: textOr(value['credit'], undefined),
    width: pixels(value['width']),
    height: pixels(value['height']),
  };
}

function parseRemark(value: unknown): Remark | undefined {
  if (!isRecord(value)) return undefined;
  return { at: text(value['at']), note: textOr(value['note'], '') };
}

function parseDir(value: unknown): 'ltr' | 'rtl' | undefined {
  return value === 'rtl' || value === 'ltr' ? value : undefined;
}

function pixels(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Outer shape only: the tree was made and checked by the same words on the server. */
function isBody(value: readonly unknown[]): value is Body {
  return value.every((block) => isRecord(block) && typeof block['kind'] === 'string');
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('The server sent an answer this page cannot read.');
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError('The server sent an answer this page cannot read.');
}

function record(value: unknown): Fields {
  if (isRecord(value)) return value;
  throw new TypeError('The server sent an answer this page cannot read.');
}
