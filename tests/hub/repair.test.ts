import { LocalBus } from '../../src/bus/local-bus.ts';
import type { Position } from '../../src/feed/position.ts';
import { Hub } from '../../src/hub/hub.ts';
import { examine } from '../../src/hub/repair.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

describe('what an instance knows, beside the log', () => {
  const place = emptyFolder();
  let log: SqlLog;

  beforeAll(async () => {
    log = new SqlLog(await place.open());
  });

  afterAll(async () => {
    await log.close();
    await place.drop();
  });

  /** What is found about a position in a feed of three changes. */
  async function found(feed: string, mineOf: (head: Position) => Position) {
    const created = await log.createFeed(feed, info);
    for (const text of ['1', '2', '3']) await log.append(feed, postOf(text));
    const [head] = await log.heads([feed]);
    if (head === undefined) throw new Error('The feed is gone.');
    const { kind } = await examine(log, feed, mineOf({ ...head, epoch: created.epoch }), head);
    return kind;
  }

  test('is current where the log stands at the same change', async () => {
    expect(await found('same', (head) => head)).toBe('current');
  });

  test('is of another history where the same number has another tag, or another epoch', async () => {
    expect(await found('tag', (head) => ({ ...head, tag: 'other' }))).toBe('forked');
    expect(await found('epoch', (head) => ({ ...head, epoch: 'other' }))).toBe('forked');
    expect(await found('earlier', (head) => ({ ...head, seq: 1, tag: 'other' }))).toBe('forked');
    expect(await found('lost', (head) => ({ ...head, seq: head.seq + 1 }))).toBe('forked');
  });

  test('is brought up to the log in one look, however many announcements were lost', async () => {
    await log.createFeed('far', info);
    const told: number[] = [];
    const quiet = { forked: () => told.push(-1), unreachable: () => told.push(-1) };
    const hub = new Hub(log, new LocalBus(), { ...quiet, strange: () => told.push(-1) });
    await hub.snapshot('far');
    hub.listen({ onChange: ({ seq }) => told.push(seq), onReset: () => told.push(-1) });
    for (let n = 0; n < 1_020; n += 1) await log.append('far', postOf(`${n}`));
    await hub.look('far');
    expect(told).toEqual(Array.from({ length: 1_020 }, (_, n) => n + 1));
  });
});
