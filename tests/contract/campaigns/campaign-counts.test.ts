import type { Campaign } from '../../../src/feed/campaign/campaign.ts';
import { SqlCampaignCounts } from '../../../src/log/sql/campaign/sql-campaign-counts.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const members: Campaign = { text: 'Help us', goal: 20, count: 1, unit: 'members', monotone: true };
const anHour = 3_600;

onEveryDatabase('the count of a campaign', (room) => {
  const campaign = async () => (await room.log.snapshot(room.feed))?.info.campaign;
  const begin = (more: Partial<Campaign> = {}) =>
    room.log.append(room.feed, { kind: 'feed', patch: { campaign: { ...members, ...more } } });
  /** The hour has passed. */
  const pass = () =>
    room.database.db
      .updateTable('campaign_counts')
      .set({ free_at: '2000-01-01T00:00:00.000Z' })
      .where('feed', '=', room.feed)
      .execute();

  test('is told at once, and then the latest alone, by one of many instances; a large one is exact', async () => {
    await begin();
    const [one, other] = [
      new SqlCampaignCounts(room.database, anHour),
      new SqlCampaignCounts(room.database, anHour),
    ];
    const first = await one.set(room.feed, 2, { name: 'Till', address: '192.0.2.1' });
    expect(first.appended?.change).toMatchObject({
      kind: 'feed',
      info: { campaign: { count: 2 } },
    });
    for (let count = 3; count < 20; count += 1) {
      const counted = await (count % 2 === 0 ? one : other).set(room.feed, count);
      expect(counted).toEqual({ count });
    }
    expect(await other.set(room.feed, 1e12, { name: 'Till' })).toEqual({ count: 1e12 });
    expect([await room.allChanges(), await campaign()]).toMatchObject([
      { length: 2 },
      { count: 2 },
    ]);
    expect(await one.due(10)).toEqual([]);
    expect(await one.tell(room.feed)).toBeUndefined();
    await pass();
    expect(await one.due(10)).toEqual([room.feed]);
    const told = await Promise.all([one.tell(room.feed), other.tell(room.feed)]);
    expect(told.filter((appended) => appended !== undefined)).toHaveLength(1);
    expect(await campaign()).toEqual({ ...members, count: 1e12 });
    expect(await one.due(10)).toEqual([]);
    room.expectGapless(await room.allChanges());
    expect(await room.everyRow(['audit'])).toContain('Till');
  });

  test('only goes up where that is asked for, also below what no change tells yet', async () => {
    await begin();
    const counts = new SqlCampaignCounts(room.database, anHour);
    await counts.set(room.feed, 5);
    await counts.set(room.feed, 7);
    const lower = { code: 'invalid_input', faults: [{ pointer: '/count' }] };
    await expect(counts.set(room.feed, 6)).rejects.toMatchObject(lower);
    await expect(begin({ count: 6 })).rejects.toMatchObject({
      faults: [{ pointer: '/campaign/count' }],
    });
    expect(await counts.set(room.feed, 7)).toEqual({ count: 7 });
    await begin({ count: 0, monotone: false });
    expect((await counts.set(room.feed, 9)).count).toBe(9);
    expect((await counts.set(room.feed, 3)).count).toBe(3);
  });

  test('stays when the campaign is reworded without one, and goes with the campaign', async () => {
    await begin();
    const counts = new SqlCampaignCounts(room.database, anHour);
    await counts.set(room.feed, 5);
    await counts.set(room.feed, 7);
    const { count: _count, ...reworded } = { ...members, text: 'Join us' };
    await room.log.append(room.feed, { kind: 'feed', patch: { campaign: reworded } });
    expect(await campaign()).toEqual({ ...members, text: 'Join us', count: 7 });
    await counts.set(room.feed, 8);
    await room.log.append(room.feed, { kind: 'feed', patch: { campaign: null } });
    expect(await campaign()).toBeUndefined();
    await pass();
    expect(await counts.due(10)).toEqual([]);
    await expect(counts.set(room.feed, 9)).rejects.toMatchObject({ code: 'not_found' });
    await expect(counts.set('nowhere', 9)).rejects.toMatchObject({ code: 'unknown_feed' });
  });
});
