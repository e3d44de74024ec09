import type { Row, UnknownContent } from '../feed/change.ts';
import { positionOf, samePosition, type Position } from '../feed/position.ts';
import {
  segmentChanges,
  type ByeMessage,
  type LogHead,
  type LogSegment,
  type RefusedMessage,
  type SnapshotMessage,
} from '../feed/messages.ts';
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
  const follower = new Follower(asked, take, desk);
  const { address } = desk.server;
  for (;;) {
    let why = 'it ended the stream';
    try {
      await follower.follow();
    } catch (error) {
      if (error instanceof Failure) throw error;
      why = reasonOf(error);
    }
    desk.note(`${address} was lost: ${why}. Trying again.`);
    if (!(await follower.backOff.again())) throw notReached(address, why);
  }
}

/** Where a tail stands in the log, through all its connections. */
class Follower {
  readonly backOff: BackOff;
  readonly #path: string;
  #at: Position | undefined;

  constructor(
    asked: Tail,
    private readonly take: Take,
    private readonly desk: Desk,
  ) {
    this.backOff = new BackOff(asked.patienceMs);
    this.#path = asked.path;
    this.#at = asked.from === undefined ? undefined : readPosition(asked.from);
  }

  /** One connection, until it ends. */
  async follow(): Promise<void> {
    const leaving = new AbortController();
    let dead = setTimeout(() => leaving.abort(), silenceMs);
    let bye: NodeJS.Timeout | undefined;
    const at = this.#at;
    const headers: Record<string, string> =
      at === undefined ? {} : { 'Last-Event-ID': `${at.epoch}:${at.seq}:${at.tag}` };
    try {
      const { signal } = leaving;
      const address = `${this.desk.server.address}${this.#path}/stream`;
      const response = await fetch(address, { headers, signal });
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
        } else if (event === 'snapshot') await this.#begin(message as SnapshotMessage);
        else if (!(await this.#step(message as AnyChange))) return;
      }
    } finally {
      clearTimeout(dead);
      clearTimeout(bye);
      leaving.abort();
    }
  }

  /** Takes a change where it is the next one; false where something between is missing. */
  async #step(change: AnyChange): Promise<boolean> {
    const at = this.#at;
    if (at === undefined || change.seq <= at.seq) return at !== undefined;
    if (change.seq !== at.seq + 1 || change.prev !== at.tag) return false;
    await this.take(change);
    this.#moveTo(change);
    return true;
  }

  /** A snapshot: the beginning, or the answer to a position that the stream does not go on from. */
  async #begin(snapshot: SnapshotMessage): Promise<void> {
    if (this.#at !== undefined && !samePosition(this.#at, snapshot)) {
      // Away for longer than the stream remembers: the log has it all.
      if (snapshot.reset === 'gap') return this.#catchUp(snapshot);
      this.desk.note(
        'This log has no such position: what was missed is unknown. Goes on from now.',
      );
    }
    this.#moveTo(snapshot);
    const { epoch, seq, tag } = snapshot;
    this.desk.note(`Follows ${snapshot.feed} from ${epoch}:${seq}:${tag}`);
  }

  /** Reads the log's segments up to the snapshot (PROTOCOL.md §3, "A poller's loop"). */
  async #catchUp(to: Position): Promise<void> {
    const { server } = this.desk;
    const { scrubbed } = await server.read<LogHead>(`${this.#path}/head`);
    while (this.#at !== undefined && this.#at.seq < to.seq) {
      const { epoch, seq } = this.#at;
      const n = Math.floor(seq / segmentChanges);
      const segment = await server.read<LogSegment>(
        `${this.#path}/log/${epoch}/${n}?v=${scrubbed}`,
      );
      for (const change of segment.changes) {
        if (change.seq <= to.seq && !(await this.#step(change))) {
          throw new Failure('refused', 'The log was set back: what was missed is unknown.', [
            'begin anew without --from',
          ]);
        }
      }
      if (this.#at.seq === seq) throw new Error('a cache is behind');
    }
  }

  #moveTo(position: Position): void {
    this.#at = positionOf(position);
    this.backOff.reset();
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
