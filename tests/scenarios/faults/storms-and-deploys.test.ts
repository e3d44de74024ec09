import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killInstances } from '../../faults/rounds/instance-killed.ts';
import { restartAll } from '../../faults/rounds/rolling-restart.ts';
import { slowReaders } from '../../faults/rounds/load/slow-readers.ts';
import { withEmbedded } from '../../faults/soak/site.ts';
import { soak } from '../../faults/soak/soak.ts';
import { emptyFolder } from '../../services/databases.ts';
import { faultsOf } from './faults-of.ts';
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

  test('with people at work, readers that come and go see what the log says, and slow targets are told all', async () => {
    const folder = emptyFolder();
    const file = join(folder.where.dataDir, 'rows.txt');
    const readers = { crowd: 30, sockets: 4, streams: 4, pollers: 4 };
    const times = { changeMs: 20, sampleMs: 100, rowMs: 700, replaceMs: 250, weatherMs: 300 };
    const how = { ...times, lastsMs: 2_500, readers, before: 20, isJudged: false, file };
    const row = await withEmbedded((site) => soak(site, how, new AbortController().signal));
    expect(faultsOf(row)).toBeUndefined();
    expect(row.views).toBeGreaterThanOrEqual(42);
    expect(row.note).toMatch(/rssMb \d+\.\d → \d+\.\d .*timers -?\d/);
    expect(row.note).toMatch(/^mastodon: [1-9]\d* deliveries, .* 0 missing$/m);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(2);
    await folder.drop();
  });
});
