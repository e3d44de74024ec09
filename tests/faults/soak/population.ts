import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { until } from '../../until.ts';
import { Crowd } from '../crowd.ts';
import {
  byPolling,
  bySocket,
  byStream,
  type StrictKind,
  type StrictReader,
} from './strict-reader.ts';

/** How many readers a feed has on each road. `crowd`: cheap ones, on sockets. */
export interface Numbers {
  readonly crowd: number;
  readonly sockets: number;
  readonly streams: number;
  readonly pollers: number;
}

const kinds = {
  sockets: bySocket,
  streams: byStream,
  pollers: byPolling,
} as const satisfies Record<string, StrictKind>;
type KindName = keyof typeof kinds;
const kindNames = Object.keys(kinds) as KindName[];

/** Those who are told at once: all but pollers. */
const live: readonly KindName[] = ['sockets', 'streams'];

/** All readers of one feed, of every kind, who come and go. */
export class Population {
  readonly crowd: Crowd;
  /** Readers that have come, and have been replaced since. */
  replaced = 0;
  #strict: Readonly<Record<KindName, StrictReader[]>> = { sockets: [], streams: [], pollers: [] };
  #gone: string[] = [];
  #owed = new Map<string, number>();

  constructor(
    readonly feed: string,
    private readonly urls: readonly string[],
    private readonly numbers: Numbers,
  ) {
    this.crowd = new Crowd(feed, urls);
  }

  /** Brings all of them in, at most so many at a time as an instance admits. Resolves when all have a view. */
  async gather(atOnce = 500): Promise<void> {
    for (let n = 0; n < this.numbers.crowd; n += atOnce) {
      this.crowd.add(Math.min(atOnce, this.numbers.crowd - n));
      const areLive = () => this.crowd.report().live === Math.min(n + atOnce, this.numbers.crowd);
      await until(areLive, `the readers of ${this.feed}`);
    }
    for (const kind of kindNames) this.#add(kind, this.numbers[kind]);
    const haveViews = () => this.#all(kindNames).every(({ view }) => view !== undefined);
    await until(haveViews, `the strict readers of ${this.feed}`);
  }

  /** How many are connected, or have asked at least once where they poll. */
  get present(): number {
    const seeing = this.#all(kindNames).filter(({ view }) => view !== undefined);
    return this.crowd.report().live + seeing.length;
  }

  count(withPollers: boolean): number {
    const { crowd, sockets, streams, pollers } = this.numbers;
    return crowd + sockets + streams + (withPollers ? pollers : 0);
  }

  /** Replaces this share of the readers of each kind, the longest connected first; what is left of a reader is owed. */
  replace(share: number): void {
    this.#owe('crowd', share, (count) => this.crowd.replace(count));
    for (const kind of kindNames) {
      this.#owe(kind, share, (count) => {
        for (const reader of this.#strict[kind].splice(0, count)) {
          this.#gone.push(...reader.broken);
          reader.leave();
        }
        this.#add(kind, count);
      });
    }
  }

  tend(): void {
    for (const reader of this.#all(kindNames)) reader.tend();
  }

  /** Whether everybody stands at this position; pollers may be a poll behind. */
  haveCome({ tag }: Snapshot, withPollers: boolean): boolean {
    const strict = this.#all(withPollers ? kindNames : live);
    return (
      this.crowd.standingAt(tag) === this.numbers.crowd &&
      strict.every(({ view }) => view?.tag === tag)
    );
  }

  /** How many of the views are not what the authority says, entry by entry. */
  wrong(truth: Snapshot, withPollers: boolean): number {
    const told = JSON.stringify(truth);
    const isWrong = ({ view }: StrictReader) =>
      view === undefined || JSON.stringify(newest(view, snapshotItems)) !== told;
    const strict = this.#all(withPollers ? kindNames : live);
    return this.crowd.report(truth).wrong + strict.filter(isWrong).length;
  }

  /** Every broken promise so far, also of those who have left. */
  get broken(): readonly string[] {
    const strict = this.#all(kindNames).flatMap(({ broken }) => broken);
    return [...this.crowd.report().broken, ...this.#gone, ...strict];
  }

  leave(): void {
    this.crowd.leave();
    for (const reader of this.#all(kindNames)) reader.leave();
  }

  #all(names: readonly KindName[]): readonly StrictReader[] {
    return names.flatMap((name) => this.#strict[name]);
  }

  #add(kind: KindName, count: number): void {
    const pickUrl = () => this.urls[Math.floor(Math.random() * this.urls.length)] ?? '';
    for (let n = 0; n < count; n += 1) this.#strict[kind].push(kinds[kind](this.feed, pickUrl));
  }

  #owe(kind: KindName | 'crowd', share: number, replace: (count: number) => void): void {
    const owed = (this.#owed.get(kind) ?? 0) + share * this.numbers[kind];
    const count = Math.floor(owed);
    this.#owed.set(kind, owed - count);
    if (count > 0) replace(count);
    this.replaced += count;
  }
}
