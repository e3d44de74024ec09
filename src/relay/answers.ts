import { changeKinds, isKnownKind } from '../feed/change-kinds.ts';
import type { Change } from '../feed/change.ts';
import { hasItemShape, isEntry, isFeedInfo, isRecord, type Fields } from '../feed/shape.ts';
import { isTombstone, type Entry } from '../feed/item.ts';
import type { ItemsPage, ResetReason, Wording } from '../feed/messages.ts';
import type { Position } from '../feed/position.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import { readHistory, readPage, type RemoteChange } from '../remote/answers.ts';
import { RemoteFault } from '../remote/remote-fault.ts';

/** A kind becomes the name of an event, which is a line of its own on a stream. */
const kindForm = /^[a-z][a-z-]{0,31}$/;
const nameForm = /^[\w.-]{1,64}$/;

/**
 * What an upstream says, as this server's own log would: whole, and passed on as it is. Fields of later versions are left
 * in it. Each throws a RemoteFault for anything else.
 */
export function changeIn(value: unknown, feed: string): Change {
  const change = fieldsOf(value);
  const { kind, at, prev, item, id, info } = change;
  positionIn(change);
  const isWhole =
    change['feed'] === feed &&
    typeof kind === 'string' &&
    kindForm.test(kind) &&
    isName(prev) &&
    isTime(at) &&
    (item === undefined || isEntry(item)) &&
    (info === undefined || isFeedInfo(info)) &&
    (!isKnownKind(kind) || change[changeKinds[kind].carries] !== undefined) &&
    (id === undefined || typeof id === 'string');
  if (!isWhole) throw strange();
  return change as unknown as Change;
}

/** The changes of a segment, whose places have been looked at. */
export function changesIn(rows: readonly RemoteChange[], feed: string): readonly Change[] {
  return rows.map(({ fields }) => changeIn(fields, feed));
}

export interface ToldSnapshot {
  readonly snapshot: Snapshot;
  readonly reset: ResetReason | undefined;
}

export function snapshotIn(value: unknown, feed: string): ToldSnapshot {
  const { reset, ...told } = fieldsOf(value);
  const { info, items, pinned, more } = told;
  positionIn(told);
  const isWhole =
    told['feed'] === feed &&
    isFeedInfo(info) &&
    Array.isArray(items) &&
    items.every(isEntry) &&
    (pinned === null || hasItemShape(pinned)) &&
    (more === null || typeof more === 'string');
  if (!isWhole) throw strange();
  const isReason = reset === 'gap' || reset === 'epoch' || reset === 'fork';
  return { snapshot: told as unknown as Snapshot, reset: isReason ? reset : undefined };
}

export function pageIn(value: unknown): ItemsPage {
  const page = readPage(value);
  if (!page.items.every(isEntry)) throw strange();
  return page as ItemsPage;
}

export function entryIn(value: unknown): Entry {
  if (!isEntry(value)) throw strange();
  return value;
}

/** The tombstone in an answer that an item was taken down. */
export function tombstoneIn(value: unknown): Entry {
  const entry = entryIn(fieldsOf(value)['item']);
  if (!isTombstone(entry)) throw strange();
  return entry;
}

export function historyIn(value: unknown): readonly Wording[] {
  const wordings = readHistory(value);
  if (!wordings.every(({ item, kind }) => hasItemShape(item) && typeof kind === 'string')) {
    throw strange();
  }
  return wordings as unknown as readonly Wording[];
}

export function positionIn(value: unknown): Position {
  const { epoch, seq, tag } = fieldsOf(value);
  if (!isName(epoch) || !isName(tag) || !isCount(seq)) throw strange();
  return { epoch, seq, tag };
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw strange();
  }
}

export function fieldsOf(value: unknown): Fields {
  if (isRecord(value)) return value;
  throw strange();
}

function strange(): RemoteFault {
  return new RemoteFault('does not answer as a Dateline does');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && nameForm.test(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 40;
}
