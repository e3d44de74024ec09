import { LocalBus } from '../../src/bus/local-bus.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { Refusal } from '../../src/feed/refusal.ts';
import type { Log } from '../../src/log/log.ts';
import { LogCalls } from '../../src/ops/log-calls.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';
import { VirtualTime } from '../model/virtual-time.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const quiet = { forked: () => undefined, unreachable: () => undefined, strange: () => undefined };

/** The log, and how often each of its methods was called. */
function counted(store: Log): { readonly log: Log; readonly calls: LogCalls['all'] } {
  const calls = new LogCalls();
  return { log: calls.countedBy(store), calls: calls.all };
}

const total = (calls: ReadonlyMap<string, number>) =>
  [...calls.values()].reduce((sum, count) => sum + count, 0);

describe('what readers cost the database', () => {
  const place = emptyFolder();
  let store: SqlLog;

  beforeAll(async () => {
    store = new SqlLog(await place.open());
    await store.createFeed('f', info);
    for (let n = 0; n < 30; n += 1) await store.append('f', postOf(`${n}`));
  });

  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  test('a thousand readers of a feed cost what one costs; coming back costs nothing', async () => {
    const { log, calls } = counted(store);
    const hub = new Hub(log, new LocalBus(), quiet);
    const join = () => undefined;
    await Promise.all(Array.from({ length: 1_000 }, () => hub.attach('f', undefined, join)));
    const first = total(calls);
    expect(first).toBeLessThanOrEqual(3);
    const snapshot = await hub.snapshot('f');
    await Promise.all(Array.from({ length: 1_000 }, () => hub.attach('f', snapshot, join)));
    expect(total(calls)).toBe(first);
  });

  test('a storm upon an instance that knows nothing yet asks twice: whether there is the feed, and its tail', async () => {
    const { log, calls } = counted(store);
    const join = () => undefined;
    const comeIn = () =>
      Promise.all(Array.from({ length: 500 }, () => hub.attach('f', undefined, join)));
    let late: Promise<boolean[]> | undefined;
    const asked = (feeds: readonly string[]) => {
      // Half of the storm breaks while the log is being asked.
      late ??= comeIn();
      return log.heads(feeds);
    };
    const slow = Object.assign(Object.create(log) as Log, { heads: asked });
    const hub = new Hub(slow, new LocalBus(), quiet);
    expect(await comeIn()).toEqual(await late);
    expect(Object.fromEntries(calls)).toEqual({ heads: 1, tail: 1 });
  });

  test('a flood of feeds that do not exist is looked up together; what is too much is not called unknown (A3)', async () => {
    const { log, calls } = counted(store);
    const hub = new Hub(log, new LocalBus(), quiet);
    const found = await Promise.allSettled(
      Array.from({ length: 2_000 }, (_, n) =>
        hub.attach(`made-up-${n}`, undefined, () => undefined),
      ),
    );
    const told = found.map((one) =>
      one.status === 'fulfilled' ? one.value : (one.reason as Refusal).code,
    );
    expect(told.slice(0, 500)).toEqual(Array.from({ length: 500 }, () => false));
    expect(told.slice(500)).toEqual(Array.from({ length: 1_500 }, () => 'unavailable'));
    expect(total(calls)).toBe(1);
  });

  test('a flood of feeds that do not exist never hides one that does (A2, A3)', async () => {
    for (let n = 0; n < 500; n += 1) await store.createFeed(`real-${n}`, info);
    const { log, calls } = counted(store);
    const time = new VirtualTime();
    const hub = new Hub(log, new LocalBus(), quiet, time.clock);
    await hub.learnFeeds();
    calls.clear();
    const flood = Array.from({ length: 2_000 }, (_, n) => hub.snapshot(`made-up-${n}`));
    // No time passes for them: none waits for a look.
    for (let n = 0; n < 500; n += 1) {
      expect((await hub.snapshot(`real-${n}`))?.feed).toBe(`real-${n}`);
    }
    expect(Object.fromEntries(calls)).toEqual({ tail: 500 });
    await Promise.all([Promise.allSettled(flood), time.pass(5_000)]);
  });

  test('a feed that another instance has just made is found at once in quiet times, in a flood in its turn (A2)', async () => {
    const slept: number[] = [];
    const clock = { now: () => 0, sleep: async (ms: number) => slept.push(ms) };
    const hub = new Hub(store, new LocalBus(), quiet, clock);
    for (let n = 0; n < 12; n += 1) {
      await store.createFeed(`new-${n}`, info);
      expect((await hub.snapshot(`new-${n}`))?.feed).toBe(`new-${n}`);
    }
    expect(slept).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000, 2_000]);
  });

  test('a flood of positions from the future costs one look', async () => {
    const { log, calls } = counted(store);
    const hub = new Hub(log, new LocalBus(), quiet);
    await hub.snapshot('f');
    calls.clear();
    const forged = { epoch: 'e', seq: 2 ** 53 - 1, tag: 't' };
    await Promise.all(
      Array.from({ length: 1_000 }, () => hub.attach('f', forged, () => undefined)),
    );
    expect(total(calls)).toBe(1);
  });

  test('one sweep is one query, whatever the number of feeds', async () => {
    for (let n = 0; n < 20; n += 1) await store.createFeed(`many-${n}`, info);
    const { log, calls } = counted(store);
    const hub = new Hub(log, new LocalBus(), quiet);
    await Promise.all(Array.from({ length: 20 }, (_, n) => hub.snapshot(`many-${n}`)));
    calls.clear();
    await hub.sweep();
    expect(Object.fromEntries(calls)).toEqual({ heads: 1 });
  });
});
