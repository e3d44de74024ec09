import { LocalBus } from '../../src/bus/local-bus.ts';
import { Hub } from '../../src/hub/hub.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { LogCalls } from '../../src/ops/log-calls.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const quiet = { forked: () => undefined, unreachable: () => undefined, strange: () => undefined };
const idleMs = 300_000;

describe('what an instance keeps in memory', () => {
  const place = emptyFolder();
  let store: SqlLog;

  beforeAll(async () => {
    store = new SqlLog(await place.open());
    await store.createFeed('f', info);
    for (const text of ['1', '2', '3']) await store.append('f', postOf(text));
  });

  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  function hubHere() {
    const calls = new LogCalls();
    const clock = { nowMs: 0, now: () => clock.nowMs, sleep: async () => undefined };
    const bus = new LocalBus();
    const hub = new Hub(calls.countedBy(store), bus, quiet, clock, 3_600_000);
    const loads = () => calls.all.get('tail') ?? 0;
    /** Lets time pass, and sweeps. */
    const pass = (ms: number) => {
      clock.nowMs += ms;
      return hub.sweep();
    };
    return { hub, clock, bus, loads, pass };
  }

  test('a feed that nobody asks for is dropped after five minutes, and each question begins them anew', async () => {
    const { hub, loads, pass } = hubHere();
    await Promise.all([hub.snapshot('f'), hub.snapshot('f')]);
    await pass(idleMs);
    expect(hub.held('f')?.seq).toBe(3);
    await hub.snapshot('f');
    await pass(idleMs);
    expect(hub.held('f')?.seq).toBe(3);
    expect(loads()).toBe(1);
    await pass(1);
    expect(hub.held('f')).toBeUndefined();
    expect((await hub.snapshot('f'))?.seq).toBe(3);
    expect(loads()).toBe(2);
  });

  test('a feed with readers stays, until the last of them is gone', async () => {
    const { hub, pass } = hubHere();
    await hub.snapshot('f');
    const [undoOne, undoOther] = [hub.follow('f'), hub.follow('f')];
    await pass(idleMs * 2);
    undoOne();
    await pass(idleMs * 2);
    expect(hub.held('f')?.seq).toBe(3);
    undoOther();
    await pass(1);
    expect(hub.held('f')).toBeUndefined();
  });

  test('changes are answered as far back as memory reaches, and no further', async () => {
    const { hub } = hubHere();
    expect((await hub.changes('f', 0))?.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await hub.changes('f', 2))?.map(({ seq }) => seq)).toEqual([3]);
    expect(await hub.changes('f', 3)).toEqual([]);
    expect(await hub.changes('no such feed', 0)).toBeUndefined();
  });

  test('how old it may be is counted from the last sweep, and unknown before the first', async () => {
    const { hub, clock, pass } = hubHere();
    expect(hub.staleForMs).toBe(Infinity);
    await pass(5);
    expect(hub.staleForMs).toBe(0);
    clock.nowMs += 1_500;
    expect(hub.staleForMs).toBe(1_500);
    expect(hub.counts.sweeps).toBe(1);
  });

  test('nothing is heard before it opens, nor after it is closed', async () => {
    await store.createFeed('heard', info);
    const { hub, bus } = hubHere();
    await hub.snapshot('heard');
    const told: number[] = [];
    const undo = hub.listen({ onChange: ({ seq }) => told.push(seq), onReset: () => undefined });
    const post = async () => {
      const { change } = await store.append('heard', postOf('x'));
      bus.announce({ feed: 'heard', change });
    };
    await post();
    expect(told).toEqual([]);
    await hub.look('heard');
    hub.open();
    await post();
    expect(told).toEqual([1, 2]);
    undo();
    await post();
    expect(hub.held('heard')?.seq).toBe(3);
    hub.close();
    await post();
    expect(hub.held('heard')?.seq).toBe(3);
    expect(told).toEqual([1, 2]);
  });
});
