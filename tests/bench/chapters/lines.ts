import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken, call } from '../../call.ts';
import { percentile } from '../../faults/report/figures.ts';
import { ServerProcess } from '../../process.ts';
import { freePort } from '../../services/free-port.ts';
import { createFeed, feed } from '../dateline.ts';
import type { LineReader, OpenReader } from '../lines/line-reader.ts';
import { openOwnLine } from '../lines/own-line.ts';
import { openStockLine } from '../lines/stock-line.ts';
import { pause } from './delivery.ts';

/** What happens to readers' lines: each is cut every 15 to 20 s; the server is started anew; it is told to reload. */
export const happenings = ['broken lines', 'restart', 'reload'] as const;
type Happening = (typeof happenings)[number];

/** What readers get while their lines break. Times in milliseconds. */
export interface Lines {
  readonly subject: string;
  readonly happening: Happening;
  readonly readers: number;
  readonly lost: number;
  readonly doubled: number;
  /** Connections that broke. */
  readonly broken: number;
  /** From publishing to seeing. */
  readonly seen: Spread;
  /** Each reader's longest silence from a restart or reload on; a message is due every 500 ms. */
  readonly silence: Spread;
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const everyMs = 500;
const happensAfterMs = 10_000;
const settleMs = 12_000;
const lineMs = { least: 15_000, more: 5_000 };

/** Stock clients, and the ticker's own connection. */
export const lineSubjects = [
  { name: 'Dateline, stock clients', open: openStockLine, readers: 1_000 },
  { name: 'Dateline, its ticker', open: openOwnLine, readers: 50 },
] as const;

/** `messages`: how many are published, one every 500 ms. */
export async function breakLines(
  { name, open, readers }: { name: string; open: OpenReader; readers: number },
  happening: Happening,
  messages: number,
): Promise<Lines> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const port = await freePort();
  const environment = { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken, PORT: String(port) };
  let { server, url } = await ServerProcess.serving(environment);
  const crowd = new Crowd(readers, messages);
  try {
    await createFeed(url, feed);
    await crowd.open(open, url);
    const over = new AbortController();
    const breaking = happening === 'broken lines' ? crowd.breakThem(over.signal) : undefined;
    const change = async (): Promise<void> => {
      await pause(happensAfterMs);
      if (happening === 'broken lines') return;
      crowd.listen();
      if (happening === 'reload') return server.signal('SIGHUP');
      await server.kill('SIGTERM');
      ({ server, url } = await ServerProcess.serving(environment));
    };
    const changing = change();
    for (let n = 1; n <= messages; n += 1) {
      const next = pause(everyMs);
      crowd.sentMs[n] = performance.now();
      await publish(() => url, n);
      await next;
    }
    await changing;
    over.abort();
    await breaking;
    await pause(settleMs);
    return { subject: name, happening, readers, ...crowd.result };
  } finally {
    crowd.close();
    await server.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Readers, and when each of them has seen what. */
class Crowd {
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
  return { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), max: percentile(ms, 1) };
}

/** Until it is answered: a server that is started anew refuses for a moment. */
async function publish(url: () => string, n: number): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': `item-${n}` };
  for (;;) {
    try {
      const path = `/api/v1/feeds/${feed}/items`;
      const { status } = await call(url(), 'POST', path, { headline: String(n) }, headers);
      if (status === 200 || status === 201) return;
    } catch {
      // Not there just now.
    }
    await pause(50);
  }
}
