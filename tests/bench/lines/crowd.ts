import { percentile } from '../../faults/report/figures.ts';
import { pause } from '../chapters/delivery.ts';
import type { LineReader, OpenReader } from './line-reader.ts';

/** How far apart items are published, and how often readers look whether their line is to be cut. */
export const everyMs = 500;
const lineMs = { least: 15_000, more: 5_000 };

/** How a kind of time is spread over a crowd, in milliseconds. */
export interface Spread {
  readonly least: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
  readonly max: number;
}

/** Readers, and when each of them has seen what. */
export class Crowd {
  readonly sentMs: number[] = [];
  private readonly all: LineReader[] = [];
  private readonly seenMs: Float64Array[];
  private readonly latestMs: Float64Array;
  private readonly silentMs: Float64Array;
  private isListening = false;
  private doubled = 0;
  private broken = 0;

  constructor(
    private readonly size: number,
    private readonly messages: number,
  ) {
    this.seenMs = Array.from({ length: size }, () => new Float64Array(messages + 1));
    this.latestMs = new Float64Array(size);
    this.silentMs = new Float64Array(size);
  }

  async open(open: OpenReader, url: string): Promise<void> {
    for (let reader = 0; reader < this.size; reader += 1) {
      const saw = (item: number, isKnown: boolean) => this.saw(reader, item, isKnown);
      this.all.push(await open(url, saw, () => (this.broken += this.isListening ? 1 : 0)));
      if (reader % 20 === 19) await pause(100);
    }
    await pause(4_000);
  }

  /** From now on silences count. */
  listen(): void {
    this.isListening = true;
  }

  async breakThem(over: AbortSignal): Promise<void> {
    this.listen();
    const wait = () => lineMs.least + Math.random() * lineMs.more;
    await Promise.all(
      this.all.map(async (reader) => {
        let atMs = performance.now() + Math.random() * wait();
        while (!over.aborted) {
          await pause(everyMs);
          if (performance.now() < atMs) continue;
          reader.cut();
          atMs = performance.now() + wait();
        }
      }),
    );
  }

  close(): void {
    for (const reader of this.all) reader.close();
  }

  get result() {
    const delays = this.seenMs.flatMap((seen) =>
      [...seen.entries()].flatMap(([n, ms]) => (ms > 0 ? [ms - (this.sentMs[n] ?? ms)] : [])),
    );
    return {
      lost: this.size * this.messages - delays.length,
      doubled: this.doubled,
      broken: this.broken,
      seen: spreadOf(delays),
      silence: spreadOf([...this.silentMs]),
    };
  }

  private saw(reader: number, item: number, isKnown: boolean): void {
    const seen = this.seenMs[reader];
    if (seen === undefined || !(item >= 1)) return;
    const now = performance.now();
    const latest = this.latestMs[reader] ?? 0;
    if (this.isListening && latest > 0)
      this.silentMs[reader] = Math.max(this.silentMs[reader] ?? 0, now - latest);
    if ((seen[item] ?? 0) === 0) {
      seen[item] = now;
      this.latestMs[reader] = now;
    } else if (!isKnown) this.doubled += 1;
  }
}

function spreadOf(ms: readonly number[]): Spread {
  return {
    least: percentile(ms, 0),
    p25: percentile(ms, 0.25),
    p50: percentile(ms, 0.5),
    p75: percentile(ms, 0.75),
    p99: percentile(ms, 0.99),
    max: percentile(ms, 1),
  };
}
