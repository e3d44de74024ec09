import { Alarm } from './alarm.ts';
import type { Clock } from '../clock.ts';

/**
 * How long a road may bring no message before the next is taken, and when better ones are tried again. Milliseconds.
 */
export interface Patience {
  /** For a road that never worked on this page: two such roads and a poll fit into 10 s. */
  readonly newMs: number;
  /** For a road that has worked: a server that is down is more likely than a proxy that blocks the road since then. */
  readonly knownMs: number;
  /** For a better road that is tried beside the one in use. */
  readonly trialMs: number;
  readonly climbMs: number;
}

export const patience: Patience = {
  newMs: 4_000,
  knownMs: 30_000,
  trialMs: 10_000,
  climbMs: 300_000,
};

const soonMs = 5_000;

/** Chooses the road: steps down when a road brings no message, and tries better ones from time to time. */
export class Ladder {
  #road = 0;
  readonly #proven = new Set<number>();
  /** The reason for leaving a better road may be over already, so better roads are tried again soon. */
  #soon = false;
  readonly #down: Alarm;
  readonly #up: Alarm;

  constructor(
    private readonly roads: number,
    private readonly clock: Clock,
    private readonly times: Patience,
    private readonly tell: { readonly stepDown: () => void; readonly climb: () => void },
  ) {
    this.#down = new Alarm(clock);
    this.#up = new Alarm(clock);
  }

  get road(): number {
    return this.#road;
  }

  /** The present road is being opened: starts the time after which the next road is taken. */
  trying(): void {
    if (this.#road === this.roads - 1 || this.#down.isSet) return;
    const isProven = this.#proven.has(this.#road);
    this.#down.set(isProven ? this.times.knownMs : this.times.newMs, () => {
      this.#soon ||= isProven;
      this.#road += 1;
      this.tell.stepDown();
    });
  }

  /** A road brought a message: it becomes the present road, and a better one is tried later. */
  proved(road: number): void {
    this.#down.off();
    this.#road = road;
    this.#proven.add(road);
    if (road === 0) this.#up.off();
    else if (!this.#up.isSet) {
      const chance = this.clock.random();
      const ms = this.#soon ? soonMs * chance : this.times.climbMs * (0.8 + 0.4 * chance);
      this.#up.set(ms, () => this.climb());
    }
    this.#soon = false;
  }

  /** The road was lost. The outage that ended it may also have ended what blocked a better road. */
  lost(): void {
    this.#soon ||= this.#proven.has(this.#road);
    this.#up.off();
  }

  climb(): void {
    this.#up.off();
    if (this.#road > 0) this.tell.climb();
  }

  /** The page is hidden or offline: stops all timers. Afterwards the page may be in another network. */
  rest(): void {
    this.#soon = this.#road > 0;
    this.#down.off();
    this.#up.off();
  }
}
