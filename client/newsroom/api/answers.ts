import { roles, type FeedRoles, type Role } from '../../../src/accounts/principal.ts';
import type { Body } from '../../../src/feed/body.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import type { Entry, Item } from '../../../src/feed/item.ts';
import {
  isEntry,
  isFeedInfo,
  hasItemShape,
  isRecord,
  textOr,
  type Fields,
} from '../../../src/feed/shape.ts';

/** A draft or scheduled item, which no reader has received. */
export interface DraftItem {
  readonly item: Item;
  readonly markdown: string;
  /** The time at which the item is published by itself (RFC 3339, UTC). */
  readonly embargo?: string;
  readonly state: DraftState;
  /** Of what is held: when it goes out (RFC 3339, UTC). */
  readonly until?: string;
  /** Who wrote it, where that is known. */
  readonly author?: { readonly name: string; readonly id?: string };
  /** The name of who changed it last. */
  readonly editor?: string | undefined;
  /** What an editor said who returned it. */
  readonly note?: string;
}

/** Where a draft is on its way to readers; one of a later version counts as a draft. */
export type DraftState = 'draft' | 'submitted' | 'returned' | 'scheduled' | 'held';
const draftStates: readonly DraftState[] = ['draft', 'submitted', 'returned', 'scheduled', 'held'];

/** What was sent, as the server has it; `held`, where it waits for the feed's `undoSeconds`. */
export interface Posted {
  readonly entry: Entry;
  readonly held?: DraftItem;
}

export interface FeedRow {
  readonly feed: string;
  readonly info: FeedInfo;
  readonly seq: number;
}

export interface Person {
  /** What stays when the name changes; the name, for who has no account. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Another role in single feeds, by their slugs. */
  readonly feeds: FeedRoles;
  /** False for whoever came in by the server's token or its first link. */
  readonly hasAccount: boolean;
}

export interface Source {
  readonly rev: number;
  readonly markdown: string;
}

// Each function parses one answer of the server, and throws a TypeError for an unknown shape.

export function personIn(answer: unknown): Person {
  const { id, name, role, feeds } = record(answer);
  const shown = textOr(name, 'Signed in');
  const hasAccount = typeof id === 'string';
  return {
    id: textOr(id, shown),
    name: shown,
    role: roleIn(role),
    feeds: feedRolesIn(feeds),
    hasAccount,
  };
}

/** A role of a later version may nothing here. */
export function roleIn(value: unknown): Role {
  return roles.find((role) => role === value) ?? 'none';
}

export function feedRolesIn(value: unknown): FeedRoles {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([feed, role]) => [feed, roleIn(role)]));
}

export function feedsIn(answer: unknown): readonly FeedRow[] {
  return list(record(answer)['feeds']).map(feedIn);
}

export function feedIn(answer: unknown): FeedRow {
  const { feed, info, seq } = record(answer);
  if (typeof feed !== 'string' || !isFeedInfo(info)) throw unreadable();
  return { feed, info, seq: Number(seq ?? 0) };
}

export function sourceIn(answer: unknown): Source {
  const { rev, markdown } = record(answer);
  return { rev: Number(rev), markdown: textOr(markdown, '') };
}

export function bodyIn(answer: unknown): Body {
  const { body } = record(answer);
  const isBody = Array.isArray(body) && body.every((block) => isRecord(block) && 'kind' in block);
  if (!isBody) throw unreadable();
  return body as Body;
}

/** The item after a write: a published item, a tombstone, or a draft. */
export function entryIn(answer: unknown): Entry {
  const { item } = record(answer);
  if (isRecord(item) && item['draft'] === true) return draftIn(answer).item;
  if (!isEntry(item)) throw unreadable();
  return item;
}

export function postedIn(answer: unknown): Posted {
  const entry = entryIn(answer);
  if (record(record(answer)['item'])['state'] !== 'held') return { entry };
  return { entry, held: draftIn(answer) };
}

export function draftsIn(answer: unknown): readonly DraftItem[] {
  return list(record(answer)['items']).map((item) => draftIn({ item }));
}

export function draftIn(answer: unknown): DraftItem {
  const {
    markdown,
    embargo,
    draft: _draft,
    state,
    until,
    author,
    authorId,
    editor,
    note,
    ...fields
  } = record(record(answer)['item']);
  // A draft has not been posted: the list shows the time of its latest change.
  const item = { ...fields, postedAt: fields['updatedAt'] };
  if (!hasItemShape(item)) throw unreadable();
  const name = textOr(author, undefined);
  const id = textOr(authorId, undefined);
  return {
    item,
    markdown: textOr(markdown, ''),
    embargo: textOr(embargo, undefined),
    state: draftStates.find((one) => one === state) ?? 'draft',
    ...(name !== undefined && { author: { name, ...(id !== undefined && { id }) } }),
    editor: textOr(editor, undefined),
    note: textOr(note, undefined),
    until: textOr(until, undefined),
  };
}

/** A picture that was uploaded, or a sound. */
export interface UploadedPicture {
  readonly id: string;
  /** The path of the server that an item names it by. */
  readonly url: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Empty where it has none. */
  readonly color: string;
  /** Of a sound; undefined for a picture. */
  readonly seconds: number | undefined;
  readonly type: string;
  readonly bytes: number;
  /** RFC 3339, UTC. */
  readonly addedAt: string;
  readonly addedBy: string;
}

export function pictureIn(answer: unknown): UploadedPicture {
  const fields = record(answer);
  const { id, url, name, width, height, color, seconds, type, bytes, addedAt, addedBy } = fields;
  if (typeof id !== 'string' || typeof url !== 'string') throw unreadable();
  return {
    id,
    url,
    name: textOr(name, ''),
    width: Number(width),
    height: Number(height),
    color: textOr(color, ''),
    seconds: typeof seconds === 'number' ? seconds : undefined,
    type: textOr(type, ''),
    bytes: Number(bytes),
    addedAt: textOr(addedAt, ''),
    addedBy: textOr(addedBy, ''),
  };
}

export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unreadable();
}

export function record(value: unknown): Fields {
  if (isRecord(value)) return value;
  throw unreadable();
}

function unreadable(): TypeError {
  return new TypeError('The server sent an answer this page cannot read.');
}
