import { withoutDatabase } from '../../faults/rounds/database-away.ts';
import { restoreOlderCopy } from '../../faults/rounds/database-restored.ts';
import { fillTheDisk, killWhilePublishing } from '../../faults/rounds/kill-nine.ts';
import { SmallDisk } from '../../faults/small-disk.ts';
import { faultsOf } from './faults-of.ts';

/** Short forms of `npm run faults`. */
describe('when the database fails', () => {
  test('stopped and started, it is missed by editors only, whose retried posts land once', async () => {
    const row = await withoutDatabase({ awayMs: 2_000, readers: 10 });
    expect(faultsOf(row)).toBeUndefined();
  });

  test('an older copy in its place raises the alarm, and every reader converges on it', async () => {
    const row = await restoreOlderCopy({ rounds: 3, readers: 10, healMs: 30_000 });
    expect(faultsOf(row)).toBeUndefined();
  });

  test('under kill -9 the embedded one keeps what was acknowledged', async () => {
    const row = await killWhilePublishing({ rounds: 2, readers: 10, postsARound: 20 });
    expect(faultsOf(row)).toBeUndefined();
  });

  const onFullDisk = SmallDisk.canBeMade() ? test : test.skip;
  onFullDisk(
    'the embedded one refuses clearly on a full disk, and works again when there is room',
    async () => {
      const row = await fillTheDisk({ rounds: 2, readers: 10 });
      expect(faultsOf(row)).toBeUndefined();
    },
  );
});
