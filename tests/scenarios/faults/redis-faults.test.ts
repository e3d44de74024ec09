import { crashBeforeAnnounce } from '../../faults/rounds/crash-before-announce.ts';
import { absent, hanging, killed, withoutRedis } from '../../faults/rounds/redis-away.ts';
import { cutLinks } from '../../faults/rounds/redis-link-cut.ts';
import { openSharedRoom } from './shared-room.ts';
import { faultsOf } from './faults-of.ts';

/** Short forms of `npm run faults`, which also holds the times against what is promised. */
const anyTime = Infinity;

describe('when the word does not go round', () => {
  const room = openSharedRoom();

  test('what an instance committed and had no time to announce reaches every reader', async () => {
    const row = await crashBeforeAnnounce(room.shared, { rounds: 2, readers: 10, healMs: anyTime });
    expect(faultsOf(row)).toBeUndefined();
  });

  test('readers stay in order, and lose nothing, over links to Redis that break', async () => {
    const row = await cutLinks(room.shared, {
      forMs: 3_000,
      cutEveryMs: 500,
      postEveryMs: 250,
      readers: 10,
      screenP99Ms: anyTime,
    });
    expect(faultsOf(row)).toBeUndefined();
  });

  test.each([killed, hanging, absent])(
    '$fault: posts are taken, every reader has them, and /readyz tells the truth',
    async (away) => {
      const measure = { readers: 10, publishP99Ms: anyTime, screenMs: anyTime };
      const row = await withoutRedis(away, room.shared.databaseUrl, { awayMs: 4_000, ...measure });
      expect(faultsOf(row)).toBeUndefined();
    },
  );
});
