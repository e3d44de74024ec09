import type { RefusedMessage } from '../../../src/feed/messages.ts';
import { Alarm } from './alarm.ts';
import { FeedListeners } from './feed-listeners.ts';
import { backoffMs } from './backoff.ts';
import type { Clock, Undo } from '../clock.ts';
import { Ladder, patience } from './ladder.ts';
import { Line } from './line.ts';
import type { Follower, Following, Link, LinkState } from './link.ts';
import type { PageLife } from './page-life.ts';
import type { Arrival, Road } from './road.ts';
import { watchPage, type PageNeed } from './watch-page.ts';

/** A live server sends something every 30 s at most. With one try after this silence, a reader heals in 45 s (§5.2). */
const silenceMs = 40_000;
const openingMs = 15_000;

/**
 * The connection to one server, for all feeds that a page follows there: opened for the first follower, closed after
 * the last. Reconnects by itself with a random delay, on the best road that works; closed while nobody sees the page.
 */
export class Connection implements Link {
  readonly #listeners = new FeedListeners();
  readonly #ladder: Ladder;
  #state: LinkState = 'closed';
  /** The line in use. Late events of an earlier line are told from its own, and ignored. */
  #line: Line | undefined;
  /** The line of a better road that is tried while the other goes on. */
  #trial: Line | undefined;
  #attempt = 0;
  #spreadMs: number | undefined;
  #heardAt = 0;
  #resting = false;
  readonly #retry: Alarm;
  readonly #silence: Alarm;
  readonly #trialEnd: Alarm;
  #leavePage: Undo | undefined;

  constructor(
    private readonly server: string,
    private readonly clock: Clock,
    private readonly page: PageLife,
    /** The ways to the server, the best first. */
    private readonly roads: readonly [Road, ...Road[]],
    private readonly times = patience,
  ) {
    this.#retry = new Alarm(clock);
    this.#silence = new Alarm(clock);
    this.#trialEnd = new Alarm(clock);
    this.#ladder = new Ladder(roads.length, clock, times, {
      stepDown: () => {
        this.#attempt = 0;
        this.#connect();
      },
      climb: () => this.#try(0),
    });
  }

  follow(follower: Follower): Following {
    this.#listeners.add(follower);
    this.#leavePage ??= watchPage(this.page, this.clock, (need) => this.#pageNeeds(need));
    if (this.#state === 'closed') this.#connect();
    else {
      follower.linkChanged(this.#state);
      this.#ask(follower);
    }
    return { ask: () => this.#ask(follower), stop: () => this.#leave(follower) };
  }

  #leave(follower: Follower): void {
    if (this.#listeners.remove(follower) && this.#state === 'open') {
      this.#line?.send('unsubscribe', { feed: follower.feed });
    }
    this.#closeIfUnwanted();
    if (!this.#listeners.isEmpty) return;
    this.#leavePage?.();
    this.#leavePage = undefined;
  }

  #ask(follower: Follower): void {
    if (this.#state !== 'open' || this.#listeners.isRefused(follower.feed)) return;
    this.#line?.send('subscribe', this.#listeners.ask(follower.feed, follower.position()));
  }

  #connect(): void {
    this.#retry.off();
    this.#hangUp();
    const online = this.page.online();
    this.#become(online ? 'connecting' : 'offline');
    if (online) this.#ladder.trying();
    this.#silence.set(openingMs, () => this.#lost());
    this.#line = new Line(this.#ladder.road, this.#listeners);
    this.#dial(this.#line);
  }

  #dial(line: Line): void {
    const open = this.roads[line.road] ?? this.roads[0];
    line.dial(open, this.server, {
      opened: () => {
        if (line === this.#line) this.#opened(line);
      },
      lost: (refusal) => {
        if (line === this.#line) this.#lost(refusal);
        else if (line === this.#trial) this.#try(line.road + 1);
      },
      heard: (arrival) => {
        if (line === this.#trial) this.#heardOnTrial(line, arrival);
        if (line === this.#line) this.#heard(line, arrival);
      },
    });
  }

  #opened(line: Line): void {
    this.#listenForSilence();
    this.#become('open');
    for (const follower of line.ungreeted) this.#ask(follower);
  }

  /** Tries the better roads from `road` on, one after the other, while the line in use goes on. */
  #try(road: number): void {
    this.#endTrial();
    if (road >= this.#ladder.road || this.#state !== 'open') return;
    this.#trial = new Line(road, this.#listeners);
    this.#trialEnd.set(this.times.trialMs, () => this.#try(road + 1));
    this.#dial(this.#trial);
  }

  #endTrial(): void {
    this.#trialEnd.off();
    this.#trial?.close();
    this.#trial = undefined;
  }

  /** With the first message of a feed, a line on trial replaces the line in use. */
  #heardOnTrial(line: Line, { event }: Arrival): void {
    if (event === 'refused' || event === 'bye') {
      this.#try(line.road + 1);
      return;
    }
    this.#trial = undefined;
    this.#retry.off();
    this.#hangUp();
    this.#line = line;
    this.#opened(line);
  }

  #heard(line: Line, arrival: Arrival): void {
    this.#listenForSilence();
    switch (arrival.event) {
      case 'bye':
        this.#retryIn(this.clock.random() * arrival.body.withinMs);
        return;
      case 'refused':
        if (arrival.body.feed === undefined) this.#lost(arrival.body);
        else this.#refuse(arrival.body, arrival.body.feed);
        return;
      case 'snapshot':
      case 'sync':
      case 'change':
      case 'head':
        if (arrival.event === 'head') this.#spreadMs = arrival.body.spreadMs;
        this.#attempt = 0;
        this.#ladder.proved(line.road);
        this.#listeners.deliver(arrival);
    }
  }

  /** After a temporary refusal the follower asks again by itself (Question); only a final one is passed on. */
  #refuse(refusal: RefusedMessage, feed?: string): void {
    if (refusal.retry) return;
    this.#listeners.refuse(refusal, feed);
    this.#closeIfUnwanted();
  }

  #lost(refusal?: RefusedMessage): void {
    this.#hangUp();
    if (refusal?.retry === false) return this.#refuse(refusal);
    this.#ladder.lost();
    this.#become(this.page.online() ? 'waiting' : 'offline');
    // After `bye` the time of the next try is set already.
    if (this.#retry.isSet) return;
    this.#retryIn(backoffMs(this.#attempt, this.clock.random, this.#spreadMs));
    this.#attempt += 1;
  }

  #retryIn(ms: number): void {
    this.#retry.set(ms, () => this.#connect());
  }

  #listenForSilence(): void {
    this.#heardAt = this.clock.now();
    this.#silence.set(silenceMs, () => this.#lost());
  }

  #pageNeeds(need: PageNeed): void {
    if (this.#state === 'closed') return;
    switch (need) {
      case 'rest':
        this.#resting = true;
        this.#quieten();
        this.#become('waiting');
        return;
      case 'wake': {
        // Reconnects at once if the link is down, or was silent for too long because the machine slept.
        const silent = this.clock.now() - this.#heardAt > silenceMs;
        const isDown = this.#resting || this.#state === 'waiting';
        this.#resting = false;
        if (isDown || (this.#state === 'open' && silent)) this.#connect();
        else this.#ladder.climb();
        return;
      }
      case 'offline':
        this.#ladder.rest();
        if (!this.#resting) this.#lost();
        return;
      case 'online':
        if (this.#resting) return;
        if (this.#state === 'open') this.#ladder.climb();
        else this.#connect();
    }
  }

  #closeIfUnwanted(): void {
    if (this.#listeners.wants) return;
    this.#quieten();
    this.#attempt = 0;
    this.#resting = false;
    this.#become('closed');
  }

  /** Closes the lines and stops all timers: nothing is opened until `#connect`. */
  #quieten(): void {
    this.#ladder.rest();
    this.#retry.off();
    this.#hangUp();
  }

  #hangUp(): void {
    this.#endTrial();
    this.#silence.off();
    const line = this.#line;
    this.#line = undefined;
    line?.close();
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#listeners.tell(state);
  }
}
