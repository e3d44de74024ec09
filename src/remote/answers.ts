import { isFeedInfo, isRecord, type Fields } from '../feed/shape.ts';
import type { Position } from '../feed/position.ts';
import { segmentChanges } from '../feed/messages.ts';
import { RemoteFault } from './remote-fault.ts';

/** What is read of another Dateline's answers. Of items and their words nothing is checked yet. */
export interface RemoteHead extends Position {
  readonly scrubbed: string;
}

/** A change as it came. */
export interface RemoteChange {
  readonly position: Position;
  readonly prev: string;
  readonly kind: string;
  readonly fields: Fields;
}

export interface RemotePage extends Position {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

const maxPageItems = 200;
const maxWordings = 1_000;

export function readHead(answer: unknown): RemoteHead {
  const { scrubbed } = fieldsOf(answer);
  return { ...positionIn(answer), scrubbed: nameIn(scrubbed) };
}

export function readTitle(answer: unknown): string {
  const { info } = fieldsOf(answer);
  if (!isFeedInfo(info)) throw strange();
  return info.title;
}

/** A snapshot as a page of items. */
export function readSnapshot(answer: unknown): RemotePage {
  const { items, more } = fieldsOf(answer);
  readTitle(answer);
  return readPage({ ...fieldsOf(answer), items, next: more });
}

export function readPage(answer: unknown): RemotePage {
  const { items, next } = fieldsOf(answer);
  const isCursor = next === null || (typeof next === 'string' && next.length <= 200);
  if (!isCursor) throw strange();
  return { ...positionIn(answer), items: listIn(items, maxPageItems), next };
}

/** The changes of a segment, in order and without a hole. */
export function readSegment(answer: unknown, epoch: string, n: number): readonly RemoteChange[] {
  const { changes } = fieldsOf(answer);
  if (positionIn(answer).epoch !== epoch) throw strange();
  return listIn(changes, segmentChanges).map((change, at) => {
    const fields = fieldsOf(change);
    const position = positionIn(fields);
    if (position.epoch !== epoch || position.seq !== n * segmentChanges + at + 1) throw strange();
    return { position, prev: nameIn(fields['prev']), kind: nameIn(fields['kind']), fields };
  });
}

/** The wordings of an item's history, oldest first. */
export function readHistory(answer: unknown): readonly Fields[] {
  return listIn(fieldsOf(answer)['wordings'], maxWordings).map(fieldsOf);
}

function positionIn(answer: unknown): Position {
  const { epoch, seq, tag } = fieldsOf(answer);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0 || seq > 2_000_000_000) {
    throw strange();
  }
  return { epoch: nameIn(epoch), seq, tag: nameIn(tag) };
}

/** A short word: an epoch, a tag, a kind. */
function nameIn(value: unknown): string {
  if (typeof value === 'string' && /^[\w.-]{1,64}$/.test(value)) return value;
  throw strange();
}

function listIn(value: unknown, most: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= most) return value;
  throw strange();
}

function fieldsOf(value: unknown): Fields {
  if (isRecord(value)) return value;
  throw strange();
}

function strange(): RemoteFault {
  return new RemoteFault('does not answer as a Dateline does');
}
