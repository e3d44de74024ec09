import type { Change } from '../../feed/change.ts';
import { positionOf } from '../../feed/position.ts';
import type { ServerEvents, SnapshotMessage } from '../../feed/wire.ts';
import { Audience, type Move, type OnLagging } from './audience.ts';
import { Message } from './message.ts';
import { outletOf, type ReaderServer } from '../engine/bind-socket-io.ts';
import type { Path } from './path.ts';
import type { Subscriber } from './subscriber.ts';

/** A slice of a broadcast holds the loop no longer than this and one look at the clock. */
const sliceMs = 5;

/**
 * From one message to every reader of a feed on this instance. Encoded and framed once, whatever the number of
 * readers; what is said in one turn of the loop goes out together at its end; a large crowd is served in slices,
 * between which the loop does its other work. Order per feed is the order of calls.
 */
export class FanOut {
  private server: ReaderServer | undefined;
  private onLagging: OnLagging = () => undefined;
  private readonly audiences = new Map<string, Audience>();
  /** Feeds with something to give, in turn. */
  private readonly due = new Set<string>();
  private turn: NodeJS.Immediate | undefined;
  private sliceEndMs = 0;
  private readonly isLate = () => performance.now() >= this.sliceEndMs;

  constructor(
    private readonly path: Path,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  /** `onLagging` is told of readers that are left out from a change on, after they were taken out of the feed. */
  open(server: ReaderServer, onLagging: OnLagging): void {
    this.server = server;
    this.onLagging = onLagging;
  }

  get pathName(): Path['name'] {
    return this.path.name;
  }

  /** Synchronous: whatever the feed is told from now on the subscriber gets, and nothing from before. */
  join(subscriber: Subscriber): void {
    const { feed } = subscriber;
    const audience = this.audiences.get(feed) ?? new Audience(this.clock.now());
    this.audiences.set(feed, audience);
    audience.join(subscriber);
  }

  leave(subscriber: Subscriber): void {
    const { feed, index } = subscriber;
    const audience = this.audiences.get(feed);
    if (index < 0 || audience === undefined) return;
    audience.leave(subscriber);
    if (audience.size > 0) return;
    this.audiences.delete(feed);
    this.due.delete(feed);
  }

  /** A change to every reader that keeps up; who does not is set aside, at the position before it. */
  change(change: Change): void {
    const { epoch, seq, tag, prev } = change;
    const move = { from: { epoch, seq: seq - 1, tag: prev }, to: { epoch, seq, tag } };
    this.say(change.feed, move, 'change', change);
  }

  /** What moves no reader on. */
  broadcast<Event extends keyof ServerEvents>(
    feed: string,
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    this.say(feed, undefined, event, ...message);
  }

  /** A new beginning, for every reader. */
  restart(feed: string, snapshot: SnapshotMessage): void {
    this.say(feed, { to: positionOf(snapshot) }, 'snapshot', snapshot);
  }

  /** To every reader of every feed. */
  broadcastToAll<Event extends keyof ServerEvents>(
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    const { frame } = Message.of(event, ...message);
    for (const socket of this.server?.sockets.sockets.values() ?? []) outletOf(socket).say(frame);
  }

  /** Feeds with readers that have heard nothing for this long. */
  silentFor(ms: number): readonly string[] {
    const now = this.clock.now();
    return [...this.audiences].flatMap(([feed, { spokenMs }]) =>
      now - spokenMs >= ms ? [feed] : [],
    );
  }

  readersOf(feed: string): number {
    return this.audiences.get(feed)?.size ?? 0;
  }

  get connections(): number {
    return this.server?.sockets.sockets.size ?? 0;
  }

  private say<Event extends keyof ServerEvents>(
    feed: string,
    move: Move | undefined,
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    const audience = this.audiences.get(feed);
    if (audience === undefined) return;
    audience.spokenMs = this.clock.now();
    audience.say(Message.of(event, ...message), move);
    this.due.add(feed);
    this.turn ??= setImmediate(() => this.serve());
  }

  /** One slice: each feed in its turn; who is not through goes on in the next, behind the others. */
  private serve(): void {
    this.turn = undefined;
    this.sliceEndMs = performance.now() + sliceMs;
    for (const feed of this.due) {
      this.due.delete(feed);
      const isThrough = this.audiences.get(feed)?.serve(this.path, this.isLate, this.onLagging);
      if (isThrough === false) {
        this.due.add(feed);
        break;
      }
      if (this.isLate()) break;
    }
    if (this.due.size > 0) this.turn ??= setImmediate(() => this.serve());
  }
}
