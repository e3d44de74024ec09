import type { Row } from '../../faults/round.ts';
import { killInstances } from '../../faults/rounds/instance-killed.ts';
import { restartAll } from '../../faults/rounds/rolling-restart.ts';
import { slowReaders } from '../../faults/rounds/load/slow-readers.ts';
import { soak } from '../../faults/rounds/load/soak.ts';
import { openSharedRoom } from './shared-room.ts';

/** Short forms of `npm run faults`: what comes out, not how long it takes. */
describe('in storms and deploys', () => {
  const room = openSharedRoom();

  test('readers of killed instances come back to those there are, and cost the database nothing', async () => {
    const rows = await killInstances(room.shared, { readers: 40, outageMs: 0, maxWaitMs: 4_000 });
    expect(rows.map(faultsOf)).toEqual([undefined, undefined]);
    expect(rows.map(({ views }) => views)).toEqual([40, 40]);
  });

  test('a rolling restart loses nothing and sets nobody back', async () => {
    const how = { instances: 2, readers: 40, postMs: 50, isTimed: false };
    const row = await restartAll(room.shared, how);
    expect(faultsOf(row)).toBeUndefined();
    expect(row.views).toBe(40);
  });

  test('readers that read nothing, or a byte a second, fall behind and heal', async () => {
    const how = { quick: 10, stalled: 4, waitsForTheEnd: false, measuredPosts: 5, isTimed: false };
    const row = await slowReaders(room.shared, how);
    expect(faultsOf(row)).toBeUndefined();
    expect(row.views).toBe(18);
  });

  test('under an editor who does everything, readers that come and go see what the log says', async () => {
    const counts = { readers: 30, streams: 4, before: 20 };
    const times = { lastsMs: 2_000, changeMs: 20, sampleMs: 100, replaceMs: 150 };
    const row = await soak(room.shared, { ...counts, ...times, isJudged: false });
    expect(faultsOf(row)).toBeUndefined();
    expect(row.views).toBe(34);
    expect(row.note).toMatch(/rssMb \d+\.\d → \d+\.\d, .*timers -?\d/);
  });
});

/** What was wrong, by its own words; undefined when nothing was. */
function faultsOf({ wrong, example }: Row): string | undefined {
  return wrong === 0 ? undefined : (example ?? `${wrong} wrong`);
}
