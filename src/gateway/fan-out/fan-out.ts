import type { Change } from '../../feed/change.ts';
import { positionOf } from '../../feed/position.ts';
import type { HeadMessage, SnapshotMessage } from '../../feed/messages.ts';
import { Audience, type Move, type OnLagging } from './audience.ts';
import type { Framed, Framing } from './framing.ts';
import { noDeliveries, type Deliveries } from './deliveries.ts';
import { socketFraming, type Message } from './message.ts';
import { outletOf, type ReaderServer, type ReaderSocket } from '../engine/bind-socket-io.ts';
import { turnClock } from './turn-clock.ts';
import type { Path } from './path.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * A slice of a broadcast blocks the event loop for this long, plus the readers served before the clock is read again.
 */
const sliceMs = 5;

/**
 * Broadcasts messages to every reader of a feed on this instance. A message is encoded and framed once for all readers.
 * Messages of one turn of the event loop are sent together at its end. Many readers are served in slices, between which
 * the loop does its other work. Each feed's messages are sent in the order of the calls.
 */
export class FanOut {
  readonly deliveries: Deliveries = noDeliveries();
  private server: ReaderServer | undefined;
  private onLagging: OnLagging = () => undefined;
  private readonly audiences = new Map<string, Audience>();
  /** Feeds with messages to be sent, in the order in which they are served. */
  private readonly due = new Set<string>();
  private hasTurn = false;
  private sliceEndMs = 0;
  private readonly isLate = () => performance.now() >= this.sliceEndMs;

  constructor(
    private readonly path: Path,
    private readonly clock = turnClock,
    private readonly framing: Framing = socketFraming,
  ) {}

  /**
   * `onLagging` is called with a reader that does not keep up, after it was removed from the feed. `server`: of readers
   * on sockets.
   */
  open(server: ReaderServer | undefined, onLagging: OnLagging): void {
    this.server = server;
    this.onLagging = onLagging;
  }

  get pathName(): Path['name'] {
    return this.path.name;
  }

  /** Synchronous: the subscriber gets every message broadcast after this call, and none from before. */
  join(subscriber: Subscriber): void {
    const { feed } = subscriber;
    const audience = this.audiences.get(feed) ?? new Audience(this.clock.now(), this.deliveries);
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

  /**
   * Broadcasts a change. A reader that does not keep up is removed instead, and `onLagging` gets the position before
   * it.
   */
  change(change: Change): void {
    const { epoch, seq, tag, prev } = change;
    const move = { from: { epoch, seq: seq - 1, tag: prev }, to: { epoch, seq, tag } };
    this.say(change.feed, () => this.framing.change(change), move);
  }

  /** Broadcasts where a feed stands, which leaves the readers' positions as they are. */
  head(head: HeadMessage): void {
    this.say(head.feed, () => this.framing.head(head));
  }

  /** Broadcasts a snapshot that replaces what the feed's readers have. */
  restart(feed: string, snapshot: SnapshotMessage): void {
    this.say(feed, () => this.framing.snapshot(snapshot), { to: positionOf(snapshot) });
  }

  /** Every connection, whatever it follows. */
  get sockets(): Iterable<ReaderSocket> {
    return this.server?.sockets.sockets.values() ?? [];
  }

  /** Sends a message to every connection. */
  sayToAll({ frame }: Message): void {
    for (const socket of this.sockets) outletOf(socket).say(frame);
  }

  /** Every message has been sent to its readers. */
  get isIdle(): boolean {
    return this.due.size === 0;
  }

  /** Feeds with readers to which no message was broadcast for this many milliseconds. */
  silentFor(ms: number): readonly string[] {
    const now = this.clock.now();
    return [...this.audiences].flatMap(([feed, { spokenMs }]) =>
      now - spokenMs >= ms ? [feed] : [],
    );
  }

  readersOf(feed: string): number {
    return this.audiences.get(feed)?.size ?? 0;
  }

  /** The feeds with readers, each with how many of them are on which site. */
  *sites(): Iterable<readonly [string, ReadonlyMap<string, number>]> {
    for (const [feed, { sites }] of this.audiences) yield [feed, sites.all];
  }

  /** How many readers each feed has here; those that lag are left out. */
  *sizes(): Iterable<readonly [string, number]> {
    for (const [feed, { size }] of this.audiences) yield [feed, size];
  }

  get connections(): number {
    return this.server?.sockets.sockets.size ?? 0;
  }

  /** A message to nobody is not framed. */
  private say(feed: string, framed: () => Framed, move?: Move): void {
    const audience = this.audiences.get(feed);
    if (audience === undefined) return;
    audience.spokenMs = this.clock.now();
    audience.say(framed(), move);
    this.due.add(feed);
    this.takeTurn();
  }

  private takeTurn(): void {
    if (this.hasTurn) return;
    this.hasTurn = true;
    this.clock.soon(() => this.serve());
  }

  /**
   * Runs one slice, feed by feed. A feed that is not finished goes behind the others, and continues in a later slice.
   */
  private serve(): void {
    this.hasTurn = false;
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
    if (this.due.size > 0) this.takeTurn();
  }
}
