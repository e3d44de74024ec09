import type { Undo } from '../../bus/bus.ts';
import type { Position } from '../../feed/position.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import { maxSubscriptions } from '../../feed/messages.ts';
import type { RefusalReport } from '../../http/refusal-report.ts';
import type { Hub } from '../../hub/hub.ts';
import type { CatchUp } from '../../log/tail.ts';
import type { Departure } from '../departure.ts';
import { outletOf, type ReaderSocket } from '../engine/bind-socket-io.ts';
import { AdoptedOutlet } from '../engine/handed-over.ts';
import { CatchUps } from '../fan-out/catch-ups.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { Message } from '../fan-out/message.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';
import { siteOf } from '../numbers/site-of.ts';
import { holdMs, maxLagMs } from '../reader-bounds.ts';
import { Heads } from './heads.ts';
import {
  readHandshake,
  readSubscription,
  siteIn,
  tooMany,
  type ReadSubscription,
} from './handshake.ts';
import { admit } from '../../reading/may-show.ts';
import { tokenNeeded, type FeedGate } from '../../reading/signed/feed-gate.ts';
import { Passes } from '../passes.ts';
import { sessionUnder } from '../kept-sessions.ts';
import { Reader, Subscription, type ReaderHost } from './reader.ts';

/** Replaces the handshake of a connection once it has been read. */
const spent = Object.freeze({});

/** Handles connections: sends each reader what it missed, and adds it to the fan-out of its feeds. */
export class Readers implements ReaderHost {
  private readonly catchUps = new CatchUps();
  private readonly heads: Heads;
  /** For each feed with readers, the undo of Hub.follow: a followed feed stays in the hub's memory. */
  private readonly follows = new Map<string, Undo>();
  readonly passes: Passes<Subscription>;
  private lagging = 0;
  /** While the instance stops. */
  private departure: Departure | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly publicOrigin: string | undefined,
    headMessages: Pick<HeadMessages, 'of'>,
    private readonly report: (error: unknown) => void,
    private readonly refusals: Pick<RefusalReport, 'met'>,
    private readonly gate: Pick<FeedGate, 'pass'>,
  ) {
    this.heads = new Heads(headMessages);
    const sendOut = (one: Subscription) => this.sendOut(one);
    const again = (one: Subscription) => void this.subscribe(one.reader, one.asked(undefined));
    // While the database is away nothing is known to have changed.
    const ask = (one: Subscription) =>
      this.admit(one).catch((no) => no instanceof Refusal && one.isWanted && this.sendOut(one));
    this.passes = new Passes(hub, (feed) => this.followersOf(feed), sendOut, again, ask);
  }

  connect(socket: ReaderSocket): void {
    const auth: unknown = socket.handshake.auth;
    const reader = new Reader(this, socket, this.siteOf(socket, auth));
    const { outlet } = reader;
    const isAdopted = outlet instanceof AdoptedOutlet && outlet.joins();
    const asked = readHandshake(auth);
    // The handshake has been read; dropping it saves memory per connection.
    Object.assign(socket, { handshake: spent });
    if (this.departure !== undefined) outlet.say(bye(this.departure).frame);
    for (const read of asked) {
      if ('refusal' in read) refuse(reader, read.refusal, read.feed);
      else void this.subscribe(reader, read, isAdopted);
    }
  }

  /** Tells every reader, and whoever comes later, to leave at a random moment; all are served until they do. */
  sendAway(departure: Departure): void {
    this.departure = departure;
    this.fanOut.sayToAll(bye(departure));
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

  private *followersOf(feed: string): Iterable<Subscription> {
    for (const { data } of this.fanOut.sockets) {
      const subscription = data instanceof Reader ? data.subscriptionTo(feed) : undefined;
      if (subscription !== undefined) yield subscription;
    }
  }

  /** The reader may ask again, with a token. */
  private sendOut(subscription: Subscription): void {
    const { reader, feed } = subscription;
    this.unsubscribe(subscription);
    refuse(reader, tokenNeeded(), feed);
  }

  /** The number of subscriptions that wait for their reader to read the waiting bytes. */
  get laggingReaders(): number {
    return this.lagging;
  }

  /** Takes a lagging reader that left the fan-out: it gets the changes after `position` when no bytes wait for it. */
  setAside(subscriber: Subscriber, position: Position): void {
    if (subscriber instanceof Subscription && subscriber.isWanted) this.defer(subscriber, position);
  }

  /** Subscribes anew when no bytes wait for the reader any more; cuts the reader off after `maxLagMs`. */
  private defer(subscription: Subscription, position: Position | undefined): void {
    const { reader } = subscription;
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
      if (subscription.isWanted) void this.subscribe(reader, subscription.asked(position));
    };
    const undo = reader.outlet.onDrained(goOn);
    // There may be a listener for each deferred answer: this switches the emitter's leak warning off.
    socket.setMaxListeners(0);
    socket.once('disconnect', end);
  }

  /** `isAdopted`: it followed the feed at another process, and is told nothing where it missed nothing. */
  private async subscribe(
    reader: Reader,
    { feed, position, token }: ReadSubscription,
    isAdopted = false,
  ): Promise<void> {
    this.unsubscribe(reader.subscriptionTo(feed));
    if (reader.subscriptions.length >= maxSubscriptions) return refuse(reader, tooMany(), feed);
    const subscription = new Subscription(reader, feed, token);
    reader.subscriptions.push(subscription);
    try {
      await this.admit(subscription);
      await this.hub.attach(feed, position, (attachment) => {
        // The reader left or subscribed again while the log was read; a newer request has its own answer.
        if (!subscription.isWanted) return;
        if (attachment.kind === 'hold') {
          const again = () => void this.subscribe(reader, subscription.asked(position), isAdopted);
          subscription.again = setTimeout(again, holdMs);
          return;
        }
        // The feed has become one for signed-in readers since.
        if (this.passes.isMissing(subscription)) {
          return void this.subscribe(reader, subscription.asked(position));
        }
        const { outlet } = reader;
        // Answers to a reader that does not read would fill memory.
        if (outlet.isFull) return this.defer(subscription, position);
        if (!isAdopted || missedSomething(attachment)) {
          const catchUp = this.catchUps.of(feed, attachment);
          const frame = outlet.deflates ? catchUp.deflated : catchUp.frame;
          outlet.say(this.heads.behind(frame, feed, positionAfter(attachment)));
        }
        this.fanOut.join(subscription);
        this.passes.add(subscription);
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

  private siteOf(socket: ReaderSocket, auth: unknown): string {
    const { origin, host } = outletOf(socket);
    return siteOf(origin, siteIn(auth), { host, publicOrigin: this.publicOrigin });
  }

  private async admit(subscription: Subscription): Promise<void> {
    const { feed, token, reader } = subscription;
    const { socket, outlet } = reader;
    const snapshot = await this.hub.snapshot(feed);
    if (snapshot === undefined) throw unknownFeed(feed);
    const { origin, host } = outlet;
    admit(snapshot, origin, { host, publicOrigin: this.publicOrigin }, this.refusals);
    const proof = { session: sessionUnder(socket), origin, host };
    const pass = await this.gate.pass(snapshot, { token, proof });
    if (pass.isAsked) subscription.endsAtMs = pass.endsAtMs;
  }

  private unsubscribe(subscription: Subscription | undefined): void {
    if (subscription?.reader.drop(subscription) !== true) return;
    const { feed, again } = subscription;
    clearTimeout(again);
    this.fanOut.leave(subscription);
    this.passes.delete(subscription);
    if (this.fanOut.readersOf(feed) > 0) return;
    this.follows.get(feed)?.();
    this.follows.delete(feed);
    this.catchUps.forget(feed);
    this.heads.forget(feed);
  }
}

function missedSomething(catchUp: CatchUp): boolean {
  return catchUp.kind !== 'sync' || catchUp.changes.length > 0;
}

function positionAfter(catchUp: CatchUp): Position {
  return catchUp.kind === 'sync' ? catchUp.position : catchUp.snapshot;
}

/** True for a request above the limit, which is to be ignored. The first one is refused and closes the connection. */
function isBusy(reader: Reader): boolean {
  const pace = reader.request();
  if (pace === 'late') {
    refuse(reader, new Refusal('too_many_requests', 'Too many subscriptions in a row.'));
    reader.socket.disconnect(true);
  }
  return pace !== 'fine';
}

function bye({ leftMs }: Departure): Message {
  return Message.of('bye', { withinMs: Math.ceil(leftMs) });
}

function refuse({ outlet }: Reader, refusal: Refusal, feed?: string): void {
  const { code, message, retry } = refusal;
  const refused = { code, message, retry };
  outlet.say(Message.of('refused', feed === undefined ? refused : { feed, ...refused }).frame);
}
