import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { until } from '../until.ts';
import { VirtualReader } from '../virtual-reader.ts';

/** How often the readers' views are looked at: the precision of all times here. */
const lookEveryMs = 5;

/** Strict readers, with the times at which each of them saw each change. */
export class ReaderGroup implements Disposable {
  readonly readers: readonly VirtualReader[];
  #arrivedMs = new Map<number, number[]>();
  #seen: number[];
  #timer: NodeJS.Timeout;

  private constructor(feed: string, count: number, pickUrl: (reader: number) => string) {
    this.readers = Array.from(
      { length: count },
      (_, n) => new VirtualReader(feed, () => pickUrl(n)),
    );
    this.#seen = this.readers.map(() => 0);
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    for (const reader of this.readers) reader.connect();
  }

  /** Readers of `feed`, joined; each asks `pickUrl` where to connect, every time. */
  static async joined(feed: string, count: number, pickUrl: (reader: number) => string) {
    const group = new ReaderGroup(feed, count, pickUrl);
    const haveJoined = () => group.readers.every(({ view }) => view !== undefined);
    await until(haveJoined, 'the readers to join');
    return group;
  }

  async connected(): Promise<void> {
    await until(() => this.report().live === this.readers.length, 'all readers to be connected');
  }

  /** Resolves when all have come to `seq`, to the moment (performance.now) the last did. */
  async have(seq: number, withinMs = 30_000): Promise<number> {
    const all = () => this.#arrivedMs.get(seq)?.length === this.readers.length;
    await until(all, `all ${this.readers.length} readers to have ${seq}`, withinMs);
    return Math.max(...(this.#arrivedMs.get(seq) ?? []));
  }

  /** From each item's moment in `sentMs`, by seq, to its place in each reader's view. */
  delaysMs(sentMs: ReadonlyMap<number, number>): readonly number[] {
    return [...sentMs].flatMap(([seq, atMs]) =>
      (this.#arrivedMs.get(seq) ?? []).map((arrivedMs) => arrivedMs - atMs),
    );
  }

  get resets(): number {
    return this.readers.reduce((sum, { resets }) => sum + resets, 0);
  }

  /** Where they stand against a truth. */
  report(truth?: Snapshot) {
    const isRight = ({ newest }: VirtualReader) =>
      truth === undefined || isDeepStrictEqual(newest, truth);
    return {
      readers: this.readers.length,
      live: this.readers.filter(({ isConnected }) => isConnected).length,
      wrong: this.readers.filter((reader) => !isRight(reader)).length,
      broken: this.readers.flatMap(({ broken }) => broken),
    };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const reader of this.readers) reader[Symbol.dispose]();
  }

  #look(): void {
    const nowMs = performance.now();
    for (const [n, { view }] of this.readers.entries()) {
      for (let seq = (this.#seen[n] ?? 0) + 1; seq <= (view?.seq ?? 0); seq += 1) {
        this.#seen[n] = seq;
        const arrived = this.#arrivedMs.get(seq);
        if (arrived === undefined) this.#arrivedMs.set(seq, [nowMs]);
        else arrived.push(nowMs);
      }
    }
  }
}
