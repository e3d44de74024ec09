import { Alarm } from './alarm.ts';
import type { Clock } from '../clock.ts';

/** How long a road may bring nothing, and when the better ones are tried again. Milliseconds. */
export interface Patience {
  /** With a road that has never brought anything: two of them and a poll fit into 10 s. */
  readonly newMs: number;
  /** With one that has: it is more likely that the server is away than that a wall went up. */
  readonly knownMs: number;
  /** With a better road that is tried again beside the one in use. */
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

/** Which of several roads to take, the best first: down when one brings nothing, up again now and then. */
export class Ladder {
  #road = 0;
  readonly #proven = new Set<number>();
  /** Whether what sent us down may be over already. */
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

  /** The road is being tried. */
  trying(): void {
    if (this.#road === this.roads - 1 || this.#down.isSet) return;
    const isProven = this.#proven.has(this.#road);
    this.#down.set(isProven ? this.times.knownMs : this.times.newMs, () => {
      this.#soon ||= isProven;
      this.#road += 1;
      this.tell.stepDown();
    });
  }

  /** A road brought something: it is the one to take. */
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

  /** The road was lost: whatever cut it may have opened a better one. */
  lost(): void {
    this.#soon ||= this.#proven.has(this.#road);
    this.#up.off();
  }

  climb(): void {
    this.#up.off();
    if (this.#road > 0) this.tell.climb();
  }

  /** Nobody looks, or there is no network: afterwards it may be another one. */
  rest(): void {
    this.#soon = this.#road > 0;
    this.#down.off();
    this.#up.off();
  }
}
