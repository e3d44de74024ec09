import type { Row, UnknownContent } from '../feed/change.ts';
import { positionOf, samePosition, type Position } from '../feed/position.ts';
import {
  segmentChanges,
  type ByeMessage,
  type LogHead,
  type LogSegment,
  type RefusedMessage,
  type SnapshotMessage,
} from '../feed/wire.ts';
import { BackOff } from './back-off.ts';
import type { Desk } from './command.ts';
import { eventsOf } from './event-lines.ts';
import { Failure } from './failure.ts';
import { notReached, reasonOf } from './server.ts';

/** The server says something every 25 s: after this the line is dead. */
const silenceMs = 40_000;

/** A change of whatever kind, also one of a later version. */
export type AnyChange = Row & UnknownContent;

export interface Tail {
  readonly path: string;
  readonly from: string | undefined;
  /** How long the server may be away. */
  readonly patienceMs: number;
}

type Take = (change: AnyChange) => Promise<void>;

/** Follows a feed by its stream, for ever: each change once, in order, whatever breaks in between. */
export async function tail(asked: Tail, take: Take, desk: Desk): Promise<never> {
  let mine = asked.from === undefined ? undefined : readPosition(asked.from);
  const backOff = new BackOff(asked.patienceMs);
  const moveTo = (position: Position) => {
    mine = positionOf(position);
    backOff.reset();
  };
  for (;;) {
    let why = 'it ended the stream';
    try {
      await follow(asked.path, () => mine, moveTo, take, desk);
    } catch (error) {
      if (error instanceof Failure) throw error;
      why = reasonOf(error);
    }
    desk.note(`${desk.server.address} was lost: ${why}. Trying again.`);
    if (!(await backOff.again())) throw notReached(desk.server.address, why);
  }
}

/** One connection, until it ends. */
async function follow(
  path: string,
  mine: () => Position | undefined,
  moveTo: (position: Position) => void,
  take: Take,
  desk: Desk,
): Promise<void> {
  const leaving = new AbortController();
  let dead = setTimeout(() => leaving.abort(), silenceMs);
  let bye: NodeJS.Timeout | undefined;
  const at = mine();
  const headers: Record<string, string> =
    at === undefined ? {} : { 'Last-Event-ID': `${at.epoch}:${at.seq}:${at.tag}` };
  try {
    const { signal } = leaving;
    const response = await fetch(`${desk.server.address}${path}/stream`, { headers, signal });
    if (response.body === null || !response.ok) throw new Error(`HTTP ${response.status}`);
    for await (const { event, data } of eventsOf(response.body)) {
      clearTimeout(dead);
      dead = setTimeout(() => leaving.abort(), silenceMs);
      const message: unknown = JSON.parse(data);
      if (event === 'head') continue;
      if (event === 'refused') refuse(message as RefusedMessage);
      else if (event === 'bye') {
        const { withinMs } = message as ByeMessage;
        bye ??= setTimeout(() => leaving.abort(), Math.random() * withinMs);
      } else if (event === 'snapshot') {
        await begin(path, message as SnapshotMessage, mine, moveTo, take, desk);
      } else if (!(await step(message as AnyChange, mine(), moveTo, take))) return;
    }
  } finally {
    clearTimeout(dead);
    clearTimeout(bye);
    leaving.abort();
  }
}

/** Takes a change where it is the next one; false where something between is missing. */
async function step(
  change: AnyChange,
  mine: Position | undefined,
  moveTo: (position: Position) => void,
  take: Take,
): Promise<boolean> {
  if (mine === undefined || change.seq <= mine.seq) return mine !== undefined;
  if (change.seq !== mine.seq + 1 || change.prev !== mine.tag) return false;
  await take(change);
  moveTo(change);
  return true;
}

/** A snapshot: the beginning, or the answer to a position that the stream does not go on from. */
async function begin(
  path: string,
  snapshot: SnapshotMessage,
  mine: () => Position | undefined,
  moveTo: (position: Position) => void,
  take: Take,
  desk: Desk,
): Promise<void> {
  const at = mine();
  if (at !== undefined && !samePosition(at, snapshot)) {
    // Away for longer than the stream remembers: the log has it all.
    if (snapshot.reset === 'gap') return catchUp(path, snapshot, mine, moveTo, take, desk);
    desk.note('This log has no such position: what was missed is unknown. Goes on from now.');
  }
  moveTo(snapshot);
  const { epoch, seq, tag } = snapshot;
  desk.note(`Follows ${snapshot.feed} from ${epoch}:${seq}:${tag}`);
}

/** Reads the log's segments up to the snapshot (PROTOCOL.md §3, "A poller's loop"). */
async function catchUp(
  path: string,
  to: Position,
  mine: () => Position | undefined,
  moveTo: (position: Position) => void,
  take: Take,
  desk: Desk,
): Promise<void> {
  const { scrubbed } = await desk.server.read<LogHead>(`${path}/head`);
  for (let at = mine(); at !== undefined && at.seq < to.seq; at = mine()) {
    const before = at.seq;
    const n = Math.floor(before / segmentChanges);
    const segment = await desk.server.read<LogSegment>(
      `${path}/log/${at.epoch}/${n}?v=${scrubbed}`,
    );
    for (const change of segment.changes) {
      if (change.seq <= to.seq && !(await step(change, mine(), moveTo, take))) {
        throw new Failure('refused', 'The log was set back: what was missed is unknown.', [
          'begin anew without --from',
        ]);
      }
    }
    if (mine()?.seq === before) throw new Error('a cache is behind');
  }
}

function refuse({ message, code, retry }: RefusedMessage): never {
  if (retry) throw new Error(message);
  throw new Failure('refused', `${message} (${code})`);
}

function readPosition(text: string): Position {
  const [, epoch = '', seq = '', tag = ''] =
    /^([^:]{1,64}):(\d{1,15}):([^:]{1,64})$/.exec(text) ?? [];
  if (epoch !== '') return { epoch, seq: Number(seq), tag };
  throw new Failure('wrong use', 'An option cannot be used:', [
    '--from: give a position as {epoch}:{seq}:{tag}, as "dateline tail" says at its start',
  ]);
}
