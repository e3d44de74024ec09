import type { Undo } from '../../bus/bus.ts';
import type { Position } from '../../feed/position.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import { maxSubscriptions } from '../../feed/wire.ts';
import type { Hub } from '../../hub/hub.ts';
import type { CatchUp } from '../../hub/tail.ts';
import type { ReaderSocket } from '../engine/bind-socket-io.ts';
import { CatchUps } from '../fan-out/catch-ups.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { Message } from '../fan-out/message.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';
import { maxLagMs } from '../reader-bounds.ts';
import { Heads } from './heads.ts';
import { readHandshake, readSubscription, tooMany, type ReadSubscription } from './handshake.ts';
import { mayShow, whyNot } from '../../reading/may-show.ts';
import { Reader, Subscription, type ReaderHost } from './reader.ts';

/** A reader that is ahead of an instance which cannot ask the log keeps its view; after this it is tried again. */
const holdMs = 1_000;

/** Instead of each connection's own handshake, when that was read. */
const spent = Object.freeze({});

/** Takes connections in, gives each reader what it missed, and lets it join its feeds. */
export class Readers implements ReaderHost {
  private readonly catchUps = new CatchUps();
  private readonly heads = new Heads();
  /** The feeds that somebody reads: the hub keeps them in memory. */
  private readonly follows = new Map<string, Undo>();
  private lagging = 0;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly publicOrigin: string | undefined,
    private readonly report: (error: unknown) => void,
  ) {}

  connect(socket: ReaderSocket): void {
    const reader = new Reader(this, socket);
    const asked = readHandshake(socket.handshake.auth);
    // It was read: what a reader said once, and when, is memory for each.
    Object.assign(socket, { handshake: spent });
    for (const read of asked) {
      if ('refusal' in read) refuse(reader, read.refusal, read.feed);
      else void this.subscribe(reader, read);
    }
  }

  subscribeAsked(reader: Reader, asked: unknown): void {
    if (isBusy(reader)) return;
    const read = readSubscription(asked);
    if ('refusal' in read) refuse(reader, read.refusal, read.feed);
    else void this.subscribe(reader, read);
  }

  unsubscribeAsked(reader: Reader, asked: unknown): void {
    if (isBusy(reader)) return;
    const { feed } = readSubscription(asked);
    if (feed !== undefined) this.unsubscribe(reader.subscriptionTo(feed));
  }

  gone(reader: Reader): void {
    for (const subscription of reader.subscriptions.slice()) this.unsubscribe(subscription);
  }

  /** Readers set aside just now. */
  get laggingReaders(): number {
    return this.lagging;
  }

  /** Sends a reader that fell behind nothing more of the feed until it has read what waits; then goes on from there. */
  setAside(subscriber: Subscriber, position: Position): void {
    if (subscriber instanceof Subscription && subscriber.isWanted) this.defer(subscriber, position);
  }

  /** Answers a subscription when its reader has read what waits for it, with what there is then. */
  private defer(subscription: Subscription, position: Position | undefined): void {
    const { reader, feed } = subscription;
    const { socket } = reader;
    this.lagging += 1;
    const patience = setTimeout(() => socket.disconnect(true), maxLagMs);
    const end = () => {
      clearTimeout(patience);
      undo();
      this.lagging -= 1;
    };
    const goOn = () => {
      end();
      socket.off('disconnect', end);
      if (subscription.isWanted) void this.subscribe(reader, { feed, position });
    };
    const undo = reader.outlet.onDrained(goOn);
    // As many as there are deferred answers: the emitter need not warn of them.
    socket.setMaxListeners(0);
    socket.once('disconnect', end);
  }

  private async subscribe(reader: Reader, { feed, position }: ReadSubscription): Promise<void> {
    this.unsubscribe(reader.subscriptionTo(feed));
    if (reader.subscriptions.length >= maxSubscriptions) return refuse(reader, tooMany(), feed);
    const subscription = new Subscription(reader, feed);
    reader.subscriptions.push(subscription);
    try {
      await this.admit(reader, feed);
      await this.hub.attach(feed, position, (attachment) => {
        // Gone, or asked again, while the log was read: the newer request answers.
        if (!subscription.isWanted) return;
        if (attachment.kind === 'hold') {
          const again = () => void this.subscribe(reader, { feed, position });
          subscription.again = setTimeout(again, holdMs);
          return;
        }
        const { outlet } = reader;
        // Who asks and does not read would have answers heaped up for it.
        if (outlet.isFull) return this.defer(subscription, position);
        const catchUp = this.catchUps.of(feed, attachment);
        const frame = outlet.deflates ? catchUp.deflated : catchUp.frame;
        outlet.say(this.heads.behind(frame, feed, positionAfter(attachment)));
        this.fanOut.join(subscription);
        if (!this.follows.has(feed)) this.follows.set(feed, this.hub.follow(feed));
      });
    } catch (error) {
      reader.drop(subscription);
      if (!(error instanceof Refusal)) this.report(error);
      const refusal =
        error instanceof Refusal ? error : new Refusal('unexpected', 'Try again in a moment.');
      refuse(reader, refusal, feed);
    }
  }

  private async admit({ outlet }: Reader, feed: string): Promise<void> {
    const snapshot = await this.hub.snapshot(feed);
    if (snapshot === undefined) throw unknownFeed(feed);
    const { origin, host } = outlet;
    const { publicOrigin } = this;
    if (mayShow(snapshot.info, origin, { host, publicOrigin })) return;
    throw new Refusal('origin_not_allowed', whyNot(feed, origin));
  }

  private unsubscribe(subscription: Subscription | undefined): void {
    if (subscription?.reader.drop(subscription) !== true) return;
    const { feed, again } = subscription;
    clearTimeout(again);
    this.fanOut.leave(subscription);
    if (this.fanOut.readersOf(feed) > 0) return;
    this.follows.get(feed)?.();
    this.follows.delete(feed);
    this.catchUps.forget(feed);
    this.heads.forget(feed);
  }
}

function positionAfter(catchUp: CatchUp): Position {
  return catchUp.kind === 'sync' ? catchUp.position : catchUp.snapshot;
}

/** A connection that asks without end is told so once, and closed. */
function isBusy(reader: Reader): boolean {
  const pace = reader.request();
  if (pace === 'late') {
    refuse(reader, new Refusal('too_many_requests', 'Too many subscriptions in a row.'));
    reader.socket.disconnect(true);
  }
  return pace !== 'fine';
}

function refuse({ outlet }: Reader, refusal: Refusal, feed?: string): void {
  const { code, message, retry } = refusal;
  const refused = { code, message, retry };
  outlet.say(Message.of('refused', feed === undefined ? refused : { feed, ...refused }).frame);
}
