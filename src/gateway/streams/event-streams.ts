import type { Undo } from '../../bus/bus.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Departure } from '../departure.ts';
import type { Hub } from '../../hub/hub.ts';
import type { CatchUp } from '../../log/tail.ts';
import type { Spread } from '../spread.ts';
import { beaconLookMs, holdMs, maxLagMs, maxWaitingBytes } from '../reader-bounds.ts';
import type { Deliveries } from '../fan-out/deliveries.ts';
import { FanOut } from '../fan-out/fan-out.ts';
import { turnClock } from '../fan-out/turn-clock.ts';
import type { Path } from '../fan-out/path.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';
import { Beacon } from '../sockets/beacon.ts';
import { byeFrame, EventFraming, tokenNeededFrame } from './event-framing.ts';
import { EventStream } from './event-stream.ts';
import { Passes } from '../passes.ts';
import { outletFor } from './outlet-for.ts';
import type { StreamResponse } from './stream-response.ts';

/**
 * A reader sent away may reconnect this soon: the departures were already spread over the drain. Less where there are few. In
 * milliseconds.
 */
const mostReturnMs = 1_000;

/** A stream that waits until its reader has read. */
interface Lag {
  readonly sinceMs: number;
  readonly undo: Undo;
}

/**
 * All Server-Sent Events streams of this instance. Brings each reader up to date, and adds it to the fan-out of its
 * feed. A lagging stream is written nothing until its reader has read all waiting bytes; then it gets what it missed.
 */
export class EventStreams {
  private readonly all = new Set<EventStream>();
  private readonly lagging = new Map<EventStream, Lag>();
  private readonly framing = new EventFraming();
  private readonly fanOut: FanOut;
  private readonly beacon: Beacon;
  private undoHub: Undo | undefined;
  private timer: NodeJS.Timeout | undefined;
  readonly passes: Passes<EventStream>;
  private closed = false;
  /** While the instance stops. */
  private departure: Departure | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly path: Path,
    private readonly headMessages: Pick<HeadMessages, 'of'>,
    private readonly spread: Pick<Spread, 'ms'>,
    private readonly report: (error: unknown) => void,
    private readonly clock = turnClock,
  ) {
    this.fanOut = new FanOut(path, clock, this.framing);
    this.beacon = new Beacon(hub, this.fanOut, headMessages);
    const streamsOf = (feed: string) => [...this.all].filter((stream) => stream.feed === feed);
    const sendOut = (stream: EventStream) => this.sendOut(stream);
    this.passes = new Passes(hub, streamsOf, sendOut, sendOut, (one) => one.outlet.cut());
  }

  open(): void {
    this.fanOut.open(undefined, (subscriber, position) => this.setAside(subscriber, position));
    this.undoHub = this.hub.listen({
      onChange: (change) => {
        if (change.kind === 'feed') this.passes.learn(change.feed, change.info);
        this.fanOut.change(change);
      },
      onReset: (feed, snapshot) => {
        this.passes.learn(feed, snapshot.info);
        this.fanOut.restart(feed, { ...snapshot, reset: 'fork' });
      },
    });
    this.timer = setInterval(() => this.look(), beaconLookMs);
    this.passes.open();
  }

  /**
   * Ends each stream, also one that comes later, at a random moment of the departure, and serves it until then: a plain
   * EventSource does not leave by itself.
   */
  sendAway(departure: Departure): void {
    this.departure = departure;
    for (const stream of this.all) this.sendOff(stream, departure);
  }

  /** Sends `bye` to all remaining streams and ends them. */
  close(): void {
    this.closed = true;
    this.undoHub?.();
    clearInterval(this.timer);
    this.passes.close();
    for (const stream of this.all) this.sayBye(stream);
  }

  /**
   * Counts the reader under `site`, and writes the changes after `position`, or a snapshot, and then every later change until the response closes.
   * The head of the response has been written; nobody else writes to it from now on. Throws what Hub.attach throws.
   */
  async join(
    feed: string,
    site: string,
    position: Position | undefined,
    response: StreamResponse,
    endsAtMs?: number,
  ): Promise<void> {
    // It would emit no `close` any more.
    if (response.closed) return;
    const outlet = outletFor(response, this.path.name);
    const stream = new EventStream(feed, site, position, outlet, this.hub.follow(feed), endsAtMs);
    this.all.add(stream);
    this.passes.add(stream);
    response.on('close', () => this.leave(stream));
    try {
      await this.attach(stream);
    } catch (error) {
      this.leave(stream);
      throw error;
    }
    if (this.departure !== undefined) this.sendOff(stream, this.departure);
  }

  /** Writes `head` to the streams of silent feeds, or that turn old, and cuts off readers that lag for longer than `maxLagMs`. */
  look(): void {
    this.beacon.speak();
    const now = this.clock.now();
    for (const [stream, { sinceMs }] of this.lagging) {
      if (now - sinceMs > maxLagMs) stream.outlet.cut();
    }
  }

  get count(): number {
    return this.all.size;
  }

  get laggingReaders(): number {
    return this.lagging.size;
  }

  get deliveries(): Readonly<Deliveries> {
    return this.fanOut.deliveries;
  }

  /** How many streams each feed has; those that lag are left out. */
  sizes(): Iterable<readonly [string, number]> {
    return this.fanOut.sizes();
  }

  /** The feeds with streams, each with how many of their readers are on which site; lagging ones are left out. */
  sites(): Iterable<readonly [string, ReadonlyMap<string, number>]> {
    return this.fanOut.sites();
  }

  /** Writing what was missed and joining are one synchronous block (see Hub.attach). */
  private async attach(stream: EventStream): Promise<void> {
    await this.hub.attach(stream.feed, stream.position, (attachment) => {
      if (stream.isEnded) return;
      if (this.closed) this.sayBye(stream);
      else if (this.passes.isMissing(stream)) this.sendOut(stream);
      else if (attachment.kind === 'hold') stream.tryAgainIn(holdMs, () => this.heal(stream));
      else if (this.bringUp(stream, attachment)) this.fanOut.join(stream);
      else this.defer(stream);
    });
  }

  /** Says what the reader missed. False: so much that the rest must wait until it has read. */
  private bringUp(stream: EventStream, catchUp: CatchUp): boolean {
    const { feed, outlet } = stream;
    if (catchUp.kind === 'snapshot') {
      stream.position = positionOf(catchUp.snapshot);
      outlet.say(this.framing.start(catchUp.snapshot, catchUp.reset).frame);
      // By `head` alone a reader learns that what it begins with may be old (relays).
      if (this.hub.staleSince(feed) !== undefined) this.sayHead(stream, stream.position);
      return true;
    }
    let bytes = 0;
    for (const change of catchUp.changes) {
      if (bytes > maxWaitingBytes) return false;
      const { frame } = this.framing.change(change);
      outlet.say(frame);
      bytes += frame.length;
      stream.position = positionOf(change);
    }
    // `head` tells the reader that it has every change, also when it missed none.
    this.sayHead(stream, catchUp.position);
    return true;
  }

  private sayHead({ feed, outlet }: EventStream, position: Position): void {
    outlet.say(this.framing.head(this.headMessages.of(feed, position)).frame);
  }

  /** Takes a lagging reader that left the fan-out. */
  private setAside(subscriber: Subscriber, position: Position): void {
    if (!(subscriber instanceof EventStream)) return;
    // Without an epoch, there was no change since it joined.
    if (position.epoch !== '') subscriber.position = position;
    this.defer(subscriber);
  }

  /** Attaches again when no bytes wait for the reader any more. */
  private defer(stream: EventStream): void {
    const undo = stream.outlet.onDrained(() => {
      this.lagging.delete(stream);
      this.heal(stream);
    });
    this.lagging.set(stream, { sinceMs: this.clock.now(), undo });
  }

  /** A snapshot alone does not say that it may be old. */
  private heal(stream: EventStream): void {
    this.attach(stream).catch((error: unknown) => {
      // The reader reconnects with its position.
      this.report(error);
      stream.outlet.cut();
    });
  }

  private sendOut(stream: EventStream): void {
    this.stopServing(stream);
    stream.end(tokenNeededFrame(stream.feed));
  }

  private sendOff(stream: EventStream, { leftMs }: Departure): void {
    const goAway = () => this.sayBye(stream);
    setTimeout(goAway, Math.random() * leftMs).unref();
  }

  private sayBye(stream: EventStream): void {
    this.stopServing(stream);
    const withinMs = this.closed ? this.spread.ms : Math.min(mostReturnMs, this.spread.ms);
    stream.end(byeFrame({ withinMs }, Math.random() * withinMs));
  }

  private leave(stream: EventStream): void {
    if (!this.all.delete(stream)) return;
    this.stopServing(stream);
    stream.gone();
  }

  private stopServing(stream: EventStream): void {
    this.fanOut.leave(stream);
    this.lagging.get(stream)?.undo();
    this.lagging.delete(stream);
    this.passes.delete(stream);
  }
}
