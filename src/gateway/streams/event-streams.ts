import type { Undo } from '../../bus/bus.ts';
import type { Position } from '../../feed/position.ts';
import type { Departure } from '../departure.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Spread } from '../spread.ts';
import { beaconLookMs, maxLagMs, silenceMs } from '../reader-bounds.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';
import { SiteTally } from '../numbers/site-tally.ts';
import { byeFrame, EventFrames } from './event-frame.ts';
import { EventStream, type StreamResponse } from './event-stream.ts';

/**
 * A reader sent away may reconnect this soon: the departures were already spread over the drain. Less where there are few. In
 * milliseconds.
 */
const mostReturnMs = 1_000;

/** The streams of one feed, and when something was last written to them. */
interface Streams {
  readonly all: Set<EventStream>;
  readonly sites: SiteTally;
  spokenMs: number;
}

/** All Server-Sent Events streams of this instance. Passes the hub's changes on to every stream of the feed. */
export class EventStreams {
  private readonly feeds = new Map<string, Streams>();
  private readonly frames: EventFrames;
  private undoHub: Undo | undefined;
  private timer: NodeJS.Timeout | undefined;
  private joined = 0;
  /** Feeds whose readers were told that they may be old. */
  private readonly stale = new Set<string>();
  private closed = false;
  /** While the instance stops. */
  private departure: Departure | undefined;

  constructor(
    private readonly hub: Hub,
    headMessages: Pick<HeadMessages, 'of'>,
    private readonly spread: Pick<Spread, 'ms'>,
    private readonly report: (error: unknown) => void,
    private readonly clock: { readonly now: () => number } = performance,
  ) {
    this.frames = new EventFrames(headMessages);
  }

  open(): void {
    this.undoHub = this.hub.listen({
      onChange: (change) => {
        for (const stream of this.speakTo(change.feed)) stream.change(change);
      },
      onReset: (feed, snapshot) => {
        const attachment = { kind: 'snapshot', snapshot, reset: 'fork' } as const;
        for (const stream of this.speakTo(feed)) stream.reset(attachment);
      },
    });
    this.timer = setInterval(() => this.look(), beaconLookMs);
  }

  /**
   * Ends each stream, also one that comes later, at a random moment of the departure, and serves it until then: a plain
   * EventSource does not leave by itself.
   */
  sendAway(departure: Departure): void {
    this.departure = departure;
    for (const { all } of this.feeds.values()) {
      for (const stream of all) this.sendOff(stream, departure);
    }
  }

  /** Sends `bye` to all remaining streams and ends them. */
  close(): void {
    this.closed = true;
    this.undoHub?.();
    clearInterval(this.timer);
    for (const { all } of this.feeds.values()) for (const stream of all) this.sayBye(stream);
  }

  /**
   * Counts the reader under `site`, and writes the changes after `position`, or a snapshot, and then every later change until the response closes.
   * Writing and joining are one synchronous block (see Hub.attach). Throws what Hub.attach throws.
   */
  async join(
    feed: string,
    site: string,
    position: Position | undefined,
    response: StreamResponse,
  ): Promise<void> {
    const heal = (lagging: EventStream) => this.heal(lagging);
    const { frames, clock } = this;
    const stream = new EventStream(feed, site, position, response, frames, clock, heal);
    let gone = false;
    let unfollow: Undo | undefined;
    response.on('close', () => {
      gone = true;
      unfollow?.();
      this.leave(stream);
    });
    await this.hub.attach(feed, position, (attachment) => {
      if (gone) return;
      if (this.closed) {
        this.sayBye(stream);
        return;
      }
      unfollow = this.hub.follow(feed);
      const streams = this.feeds.get(feed) ?? {
        all: new Set(),
        sites: new SiteTally(),
        spokenMs: this.clock.now(),
      };
      this.feeds.set(feed, streams);
      streams.all.add(stream);
      this.joined += 1;
      streams.sites.add(site);
      stream.take(attachment);
      if (this.departure !== undefined) this.sendOff(stream, this.departure);
    });
  }

  /** Writes `head` to the streams of silent feeds, or that turn old, and cuts off readers that lag for longer than `maxLagMs`. */
  look(): void {
    const now = this.clock.now();
    for (const [feed, { all, spokenMs }] of this.feeds) {
      for (const stream of all) if (stream.laggingForMs > maxLagMs) stream.cut();
      const isStale = this.hub.staleSince(feed) !== undefined;
      if (now - spokenMs < silenceMs && isStale === this.stale.has(feed)) continue;
      if (isStale) this.stale.add(feed);
      else this.stale.delete(feed);
      // The position is read and written in one turn, so that no change comes between.
      const held = this.hub.held(feed);
      if (held === undefined) continue;
      const frame = this.frames.head(feed, held);
      for (const stream of this.speakTo(feed)) stream.head(held, frame);
    }
  }

  get count(): number {
    return this.joined;
  }

  readersOf(feed: string): number {
    return this.feeds.get(feed)?.all.size ?? 0;
  }

  /** The feeds with streams, each with how many of their readers are on which site. */
  *sites(): Iterable<readonly [string, ReadonlyMap<string, number>]> {
    for (const [feed, { sites }] of this.feeds) yield [feed, sites.all];
  }

  private speakTo(feed: string): Iterable<EventStream> {
    const streams = this.feeds.get(feed);
    if (streams === undefined) return [];
    streams.spokenMs = this.clock.now();
    return streams.all;
  }

  private heal(stream: EventStream): void {
    const { feed, position } = stream;
    this.hub
      .attach(feed, position, (attachment) => {
        if (!this.closed && this.has(stream)) stream.take(attachment);
      })
      .catch((error: unknown) => {
        // The reader reconnects with its position.
        this.report(error);
        stream.cut();
      });
  }

  private sendOff(stream: EventStream, { leftMs }: Departure): void {
    const leave = () => {
      if (this.has(stream)) this.sayBye(stream);
    };
    setTimeout(leave, Math.random() * leftMs).unref();
  }

  private sayBye(stream: EventStream): void {
    const withinMs = this.closed ? this.spread.ms : Math.min(mostReturnMs, this.spread.ms);
    stream.end(byeFrame({ withinMs }, Math.random() * withinMs));
  }

  private has(stream: EventStream): boolean {
    return this.feeds.get(stream.feed)?.all.has(stream) === true;
  }

  private leave(stream: EventStream): void {
    const streams = this.feeds.get(stream.feed);
    if (streams?.all.delete(stream) !== true) return;
    this.joined -= 1;
    streams.sites.remove(stream.site);
    if (streams.all.size > 0) return;
    this.feeds.delete(stream.feed);
    this.stale.delete(stream.feed);
  }
}
