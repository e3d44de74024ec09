import { backoffMs } from '../../client/ticker/connect/backoff.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { CrowdReader, type Common, type Pace } from './crowd-reader.ts';

/** How many messages are kept parsed: all readers get the same text. */
const remembered = 64;

/** The state of a crowd. `wrong` counts views that differ from a given truth. */
export interface CrowdReport {
  readonly readers: number;
  readonly live: number;
  readonly behind: number;
  /** Views that are not what the log's fold is. */
  readonly wrong: number;
  readonly broken: readonly string[];
  readonly resets: number;
  readonly returns: number;
}

/** Many cheap readers of one feed, in this process. */
export class Crowd {
  #readers: CrowdReader[] = [];
  #common: Common;
  #triesMs: number[] = [];
  #arrivalsMs: number[] = [];
  #gone: string[] = [];

  /** `maxWaitMs`: the longest wait before a try to connect again, where the client's own takes too long. */
  constructor(feed: string, urls: readonly string[], maxWaitMs = Infinity) {
    const parsed = new Map<string, readonly [string, unknown]>();
    this.#common = {
      feed,
      pickUrl: () => urls[Math.floor(Math.random() * urls.length)] ?? '',
      parse: (text) => {
        const known = parsed.get(text);
        if (known !== undefined) return known;
        const message = JSON.parse(text.slice(2)) as readonly [string, unknown];
        if (parsed.size >= remembered) parsed.clear();
        parsed.set(text, message);
        return message;
      },
      backoffMs: (attempt) => Math.min(backoffMs(attempt, Math.random), maxWaitMs),
      attempted: () => this.#triesMs.push(Date.now()),
      arrived: (change) => this.#arrived(change),
    };
  }

  add(count: number, pace: Pace = 'quick'): void {
    for (let n = 0; n < count; n += 1) this.#readers.push(new CrowdReader(this.#common, pace));
  }

  /** Replaces the readers that have been connected for longest by new ones. */
  replace(count: number): void {
    const leaving = this.#readers.splice(0, count);
    for (const reader of leaving) {
      this.#gone.push(...reader.broken);
      reader.leave();
    }
    this.add(leaving.length);
  }

  stall(): void {
    for (const reader of this.#readers) reader.stall();
  }

  resume(): void {
    for (const reader of this.#readers) reader.resume();
  }

  leave(): void {
    for (const reader of this.#readers) reader.leave();
  }

  /** Drops the measurements so far. */
  turnPage(): void {
    this.#triesMs = [];
    this.#arrivalsMs = [];
  }

  /** When each try to connect was made, since the page was turned. */
  get triesMs(): readonly number[] {
    return this.#triesMs;
  }

  /**
   * From a headline that says when it was posted to its place in a reader's view, ascending, since the page was
   * turned.
   */
  get arrivalsMs(): readonly number[] {
    return this.#arrivalsMs.toSorted((a, b) => a - b);
  }

  /** How many stand exactly at a position; the tag alone says which history it is of. */
  standingAt(tag: string): number {
    return this.#readers.filter(({ view }) => view?.tag === tag).length;
  }

  /** What is to tell. Without a truth no view is wrong. */
  report(truth?: Snapshot): CrowdReport {
    const told = truth === undefined ? undefined : JSON.stringify(truth);
    const readers = this.#readers;
    const isWrong = (reader: CrowdReader) =>
      reader.view?.tag !== truth?.tag || JSON.stringify(reader.newest) !== told;
    return {
      readers: readers.length,
      live: readers.filter(({ isLive }) => isLive).length,
      behind:
        truth === undefined ? 0 : readers.filter(({ view }) => view?.tag !== truth.tag).length,
      wrong: told === undefined ? 0 : readers.filter(isWrong).length,
      broken: [...this.#gone, ...readers.flatMap(({ broken }) => broken)],
      resets: readers.reduce((sum, { resets }) => sum + resets, 0),
      returns: readers.reduce((sum, { returns }) => sum + returns, 0),
    };
  }

  #arrived(change: Change): void {
    if (change.kind !== 'post' || !('headline' in change.item)) return;
    const postedMs = /^at (\d+)/.exec(change.item.headline ?? '')?.[1];
    if (postedMs !== undefined) this.#arrivalsMs.push(Date.now() - Number(postedMs));
  }
}
