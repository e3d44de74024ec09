import type { Position } from '../../src/feed/position.ts';
import {
  protocolVersion,
  type Handshake,
  type RefusedMessage,
  type Subscription,
} from '../../src/feed/wire.ts';
import { backoffMs } from './backoff.ts';
import type { Clock, Undo } from './clock.ts';
import type { Follower, Following, Link, LinkState } from './link.ts';
import type { Arrival, OpenSocket, SocketFactory } from './open-socket.ts';
import type { PageEvent, PageLife } from './page-life.ts';

/** A server that lives says something every 30 s at most (PROTOCOL.md §2, `head`). */
const silenceMs = 45_000;
const hiddenMs = 60_000;

/**
 * One Socket.IO connection to one server, for all the feeds a page follows there: opened by the first
 * follower, closed after the last. Comes back by itself, spread over time; rests while the page is hidden.
 */
export class Connection implements Link {
  readonly #followers = new Set<Follower>();
  readonly #refused = new Map<string, RefusedMessage>();
  /** Those the latest handshake spoke for. */
  #greeted = new Set<Follower>();
  #state: LinkState = 'closed';
  #socket: OpenSocket | undefined;
  /** Names the connection in use, so that a late word of an earlier one is not taken for its own. */
  #turn = 0;
  #attempt = 0;
  #heardAt = 0;
  #resting = false;
  #retry: Undo | undefined;
  #silence: Undo | undefined;
  #nap: Undo | undefined;
  #leavePage: Undo | undefined;

  constructor(
    private readonly server: string,
    private readonly clock: Clock,
    private readonly page: PageLife,
    private readonly open: SocketFactory,
  ) {}

  follow(follower: Follower): Following {
    this.#followers.add(follower);
    this.#refused.delete(follower.feed);
    this.#leavePage ??= this.page.listen((event) => this.#pageChanged(event));
    if (this.page.hidden()) this.#pageChanged('hide');
    if (this.#state === 'closed') this.#connect();
    else {
      follower.linkChanged(this.#state);
      this.#ask(follower);
    }
    return { ask: () => this.#ask(follower), stop: () => this.#leave(follower) };
  }

  #leave(follower: Follower): void {
    if (!this.#followers.delete(follower)) return;
    const { feed } = follower;
    if (![...this.#followers].some((other) => other.feed === feed)) {
      if (this.#state === 'open') this.#socket?.send('unsubscribe', { feed });
      this.#refused.delete(feed);
    }
    this.#closeIfUnwanted();
    if (this.#followers.size > 0) return;
    this.#nap?.();
    this.#nap = undefined;
    this.#leavePage?.();
    this.#leavePage = undefined;
    this.#resting = false;
  }

  #ask(follower: Follower): void {
    if (this.#state !== 'open' || this.#refused.has(follower.feed)) return;
    this.#socket?.send('subscribe', { feed: follower.feed, ...follower.position() });
  }

  #connect(): void {
    this.#hangUp();
    const turn = this.#turn;
    const current = (): boolean => this.#turn === turn;
    this.#become(this.page.online() ? 'connecting' : 'offline');
    this.#socket = this.open(this.server, () => this.#handshake(), {
      opened: () => {
        if (!current()) return;
        this.#listenForSilence();
        this.#become('open');
        for (const follower of this.#followers) {
          if (!this.#greeted.has(follower)) this.#ask(follower);
        }
      },
      lost: (refusal) => {
        if (current()) this.#lost(refusal);
      },
      heard: (arrival) => {
        if (current()) this.#heard(arrival);
      },
    });
  }

  #handshake(): Handshake {
    const feeds = new Map<string, Position | undefined>();
    this.#greeted = new Set(this.#followers);
    for (const follower of this.#followers) {
      const { feed } = follower;
      if (this.#refused.has(feed)) continue;
      const own = follower.position();
      feeds.set(feed, feeds.has(feed) ? earlier(feeds.get(feed), own) : own);
    }
    const subs = [...feeds].map(([feed, own]): Subscription => ({ feed, ...own }));
    return { v: protocolVersion, subs };
  }

  #heard(arrival: Arrival): void {
    this.#listenForSilence();
    switch (arrival.event) {
      case 'bye':
        this.#retryIn(this.clock.random() * arrival.body.withinMs);
        return;
      case 'refused':
        this.#heardRefusal(arrival.body);
        return;
      case 'snapshot':
      case 'sync':
      case 'change':
      case 'head':
        this.#attempt = 0;
        for (const follower of this.#followers) {
          if (follower.feed === arrival.body.feed) follower.receive(arrival);
        }
    }
  }

  #heardRefusal(refusal: RefusedMessage): void {
    if (refusal.feed === undefined) this.#lost(refusal);
    else this.#refuse(refusal, refusal.feed);
  }

  /** A refusal that may pass is left to the follower, whose unanswered question is asked again later. */
  #refuse(refusal: RefusedMessage, feed: string): void {
    if (refusal.retry) return;
    this.#refused.set(feed, refusal);
    for (const follower of this.#followers) if (follower.feed === feed) follower.refuse(refusal);
    this.#closeIfUnwanted();
  }

  #lost(refusal?: RefusedMessage): void {
    const retry = this.#retry;
    this.#retry = undefined;
    this.#hangUp();
    this.#retry = retry;
    if (refusal?.retry === false) {
      const feeds = new Set([...this.#followers].map(({ feed }) => feed));
      for (const feed of feeds) this.#refuse(refusal, feed);
      return;
    }
    this.#become(this.page.online() ? 'waiting' : 'offline');
    if (this.#retry === undefined) {
      this.#retryIn(backoffMs(this.#attempt, this.clock.random));
      this.#attempt += 1;
    }
  }

  #retryIn(ms: number): void {
    this.#retry?.();
    this.#retry = this.clock.after(ms, () => this.#connect());
  }

  #listenForSilence(): void {
    this.#heardAt = this.clock.now();
    this.#silence?.();
    this.#silence = this.clock.after(silenceMs, () => this.#lost());
  }

  #pageChanged(event: PageEvent): void {
    switch (event) {
      case 'hide':
        this.#nap ??= this.clock.after(hiddenMs, () => this.#rest());
        return;
      case 'show':
        this.#nap?.();
        this.#nap = undefined;
        this.#wake();
        return;
      case 'leave':
        this.#rest();
        return;
      case 'return':
        this.#wake();
        return;
      case 'offline':
        if (!this.#resting && this.#state !== 'closed') this.#lost();
        return;
      case 'online':
        if (this.#resting || this.#state === 'closed' || this.#state === 'open') return;
        this.#retryIn(backoffMs(0, this.clock.random));
    }
  }

  #rest(): void {
    if (this.#state === 'closed') return;
    this.#resting = true;
    this.#hangUp();
    this.#become('waiting');
  }

  /** Somebody looks again: at once if the link is down, or was silent longer than it may be (a machine that slept). */
  #wake(): void {
    const wasResting = this.#resting;
    this.#resting = false;
    if (this.#state === 'closed') return;
    const silent = this.clock.now() - this.#heardAt > silenceMs;
    if (wasResting || this.#state === 'waiting' || (this.#state === 'open' && silent)) {
      this.#connect();
    }
  }

  #closeIfUnwanted(): void {
    if ([...this.#followers].some(({ feed }) => !this.#refused.has(feed))) return;
    this.#hangUp();
    this.#attempt = 0;
    this.#become('closed');
  }

  #hangUp(): void {
    this.#turn += 1;
    for (const undo of [this.#retry, this.#silence]) undo?.();
    this.#retry = undefined;
    this.#silence = undefined;
    this.#socket?.close();
    this.#socket = undefined;
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const follower of this.#followers) follower.linkChanged(state);
  }
}

/** Where two followers of one feed both can go on from: the one that lacks more decides. */
function earlier(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a.seq <= b.seq ? a : b;
}
