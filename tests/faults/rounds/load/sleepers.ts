import type { Clock } from '../../../../client/ticker/clock.ts';
import { Connection } from '../../../../client/ticker/connect/connection.ts';
import { FeedStore } from '../../../../client/ticker/store/feed-store.ts';
import { openSocket } from '../../../../client/ticker/connect/open-socket.ts';
import type { PageEvent, PageLife } from '../../../../client/ticker/connect/page-life.ts';
import type { Road } from '../../../../client/ticker/connect/road.ts';
import { newest, snapshotItems, type Snapshot } from '../../../../src/feed/snapshot.ts';
import { until } from '../../../until.ts';
import { Cluster, withServices } from '../../cluster.ts';
import { Editor } from '../../editor.ts';
import type { Round, Row } from '../../round.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Settled } from '../../settle.ts';

/** A reader that comes back asks so often at most. */
const maxRequests = 5;

/** FAULTS 12: laptops that sleep for hours, and networks that come and go. Our own client, as a page has it. */
export const round: Round = {
  name: 'sleepers',
  run: async () => [await sleep(40, 20), await flap(40, 20)],
};

export async function sleep(rounds: number, readers: number): Promise<Row> {
  const nights = [3, 30, 600] as const;
  return live('asleep for hours', rounds, readers, async (all, editor, n) => {
    for (const reader of all) reader.happens('leave');
    for (let k = 0; k < (nights[n % nights.length] ?? 3); k += 1) await editor.post();
    for (const reader of all) {
      reader.laterByMs(5 * 3_600_000);
      reader.happens('return');
    }
  });
}

export async function flap(rounds: number, readers: number): Promise<Row> {
  return live('on- and offline again and again', rounds, readers, async (all, editor) => {
    for (let k = 0; k < 5; k += 1) {
      for (const reader of all) reader.goOffline(Math.random() < 0.5);
      await editor.doSomething();
    }
    for (const reader of all) reader.goOffline(false);
  });
}

async function live(
  fault: string,
  rounds: number,
  count: number,
  trouble: (readers: readonly Sleeper[], editor: Editor, round: number) => Promise<void>,
): Promise<Row> {
  return withServices(async (shared) => {
    await using cluster = await Cluster.start(2, shared);
    const editor = new Editor('f', cluster.urls);
    await editor.createFeed();
    await editor.post();
    const readers = Array.from(
      { length: count },
      (_, n) => new Sleeper(cluster.urls[n % 2] ?? '', 'f'),
    );
    const settled: Settled[] = [];
    let most = 0;
    for (let n = 0; n < rounds; n += 1) {
      await trouble(readers, editor, n);
      const startedMs = Date.now();
      let truth = '';
      // Whoever is asked may be a moment behind: what the readers wait for is asked again.
      const isRight = async () => {
        truth = JSON.stringify(await editor.truth());
        return readers.every((reader) => reader.sees === truth && reader.isLive);
      };
      await until(isRight, 'every view to be right', 10_000).catch(() => undefined);
      const wrong = readers.filter((reader) => reader.sees !== truth).length;
      const greedy = Math.max(...readers.map((reader) => reader.mostRequests()));
      most = Math.max(most, greedy);
      const faults = [
        ...(wrong === 0 ? [] : [`${wrong} of ${count} views are wrong`]),
        ...(greedy <= maxRequests ? [] : [`${greedy} requests for one wake`]),
        ...readers.flatMap((reader) => reader.broken()),
      ];
      settled.push({ views: count, healMs: Date.now() - startedMs, faults });
    }
    const faults = await editor.faultsOfLog();
    for (const reader of readers) reader.close();
    return rowOf(fault, [...settled, { views: 0, healMs: 0, faults }], {
      rounds,
      note: `at most ${most} requests for a wake`,
    });
  });
}

/** A page that follows a feed, whose sleep, network and clock are in the test's hands. */
class Sleeper {
  #tell: (event: PageEvent) => void = () => undefined;
  #isOnline = true;
  #aheadMs = 0;
  #requests = 0;
  #most = 0;
  #broken: string[] = [];
  #seen: Snapshot | undefined;
  readonly #store: FeedStore;

  constructor(url: string, feed: string) {
    const clock: Clock = {
      now: () => Date.now() + this.#aheadMs,
      random: () => Math.random(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    };
    const page: PageLife = {
      online: () => this.#isOnline,
      hidden: () => false,
      listen: (tell) => {
        this.#tell = tell;
        return () => (this.#tell = () => undefined);
      },
    };
    this.#store = new FeedStore(feed, clock, 'shown');
    this.#store.listen((event) => {
      if (event.kind === 'screen') this.#look(event.changes.map(({ seq }) => seq));
    });
    this.#store.start(new Connection(url, clock, page, [this.#counted(openSocket)]));
  }

  get isLive(): boolean {
    return this.#store.status === 'live';
  }

  /** What it sees, as a snapshot of the server would be. */
  get sees(): string {
    const { snapshot } = this.#store;
    return snapshot === undefined ? '' : JSON.stringify(newest(snapshot, snapshotItems));
  }

  happens(event: PageEvent): void {
    if (event === 'return' || event === 'online') this.#wake();
    this.#tell(event);
  }

  goOffline(isOffline: boolean): void {
    if (this.#isOnline !== isOffline) return;
    this.#isOnline = !isOffline;
    this.happens(isOffline ? 'offline' : 'online');
  }

  laterByMs(ms: number): void {
    this.#aheadMs += ms;
  }

  /** The most it asked for one wake, since this was last asked. */
  mostRequests(): number {
    this.#wake();
    const most = this.#most;
    this.#most = 0;
    return most;
  }

  /** What was applied out of order or twice, since this was last asked. */
  broken(): readonly string[] {
    return this.#broken.splice(0);
  }

  close(): void {
    this.#store.stop();
  }

  #wake(): void {
    this.#most = Math.max(this.#most, this.#requests);
    this.#requests = 0;
  }

  /** Every connection and every question is a request. */
  #counted(road: Road): Road {
    return (server, handshake, events) => {
      this.#requests += 1;
      const open = road(server, handshake, events);
      return {
        send: (event, subscription) => {
          this.#requests += 1;
          open.send(event, subscription);
        },
        close: () => open.close(),
      };
    };
  }

  /** A step without changes is a new beginning; any other goes on exactly where the last one ended. */
  #look(applied: readonly number[]): void {
    const before = this.#seen;
    const after = this.#store.snapshot;
    this.#seen = after;
    if (before === undefined || after === undefined || applied.length === 0) return;
    const expected = Array.from({ length: after.seq - before.seq }, (_, n) => before.seq + 1 + n);
    if (applied.join() !== expected.join()) {
      this.#broken.push(`${applied.join()} applied on ${before.seq}`);
    }
  }
}
