import type { Campaign } from '../../../src/feed/campaign/campaign.ts';
import { SqlCampaignCounts } from '../../../src/log/sql/campaign/sql-campaign-counts.ts';
import { SqlSiteCampaign } from '../../../src/log/sql/campaign/sql-site-campaign.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const members: Campaign = { text: 'Help us', goal: 20, count: 1, unit: 'members', monotone: true };
const own: Campaign = { text: 'A new press', goal: 5, count: 9, unit: 'euros', monotone: true };
const anHour = 3_600;
const by = { name: 'Ann', address: '192.0.2.1' };

onEveryDatabase('the campaign of the site', (room) => {
  const shown = async (feed = room.feed) => (await room.log.snapshot(feed))?.info.campaign;
  const ofSite = (count: number) => ({ ...members, count, site: true });
  const append = (campaign: Campaign | null) =>
    room.log.append(room.feed, { kind: 'feed', patch: { campaign } });
  /** The hour has passed. */
  const free = () => room.database.db.updateTable('site_campaign').set({ free_at: '' }).execute();
  const open = () => new SqlSiteCampaign(room.database, anHour);
  /** What every instance does once a second, all feeds at once, at two of them. */
  async function tellAll(): Promise<void> {
    const [one, other] = [open(), open()];
    const due = await one.due(1_000);
    await Promise.all(due.flatMap((feed) => [one.tell(feed), other.tell(feed)]));
    expect(await one.due(1_000)).toEqual([]);
  }

  test('is in each feed that has none, told once a version; a feed keeps its own, and has the site’s after it', async () => {
    const site = open();
    await expect(site.count(1, by)).rejects.toMatchObject({ code: 'not_found' });
    await tellAll();
    expect(await room.allChanges()).toEqual([]);
    expect(await site.replace(members, by)).toEqual(members);
    await tellAll();
    expect(await shown()).toEqual(ofSite(1));
    expect(await room.allChanges()).toHaveLength(1);
    const counts = new SqlCampaignCounts(room.database, anHour);
    await expect(counts.set(room.feed, 2)).rejects.toMatchObject({ code: 'not_found' });
    const { count: _count, ...uncounted } = own;
    await room.log.append(room.feed, { kind: 'feed', patch: { campaign: uncounted } });
    expect(await shown()).toEqual({ ...own, count: 0 });
    await append(own);
    await site.count(2, by);
    await tellAll();
    expect(await shown()).toEqual(own);
    await append(null);
    await tellAll();
    expect(await shown()).toEqual(ofSite(2));
    await append({ ...own, until: '2000-01-01T00:00:00.000Z' });
    await site.replace({ ...members, count: 3 }, by);
    await tellAll();
    expect(await shown()).toEqual(ofSite(3));
    await site.replace(null, by);
    await tellAll();
    expect(await shown()).toBeUndefined();
    room.expectGapless(await room.allChanges());
    expect(await room.everyRow(['audit'])).toMatch(/change site campaign.*count site campaign/s);
  });

  test('counted often, is told at its time with the latest count alone, and only goes up', async () => {
    const site = open();
    await free();
    await site.replace(members, by);
    await site.count(4, by);
    await tellAll();
    expect(await shown()).toEqual(ofSite(4));
    const before = (await room.allChanges()).length;
    for (let count = 5; count < 10; count += 1) await open().count(count, by);
    await expect(site.count(8, by)).rejects.toMatchObject({ faults: [{ pointer: '/count' }] });
    const fewer = { ...members, count: 8 };
    await expect(site.replace(fewer, by)).rejects.toMatchObject({ code: 'invalid_input' });
    await tellAll();
    expect(await room.allChanges()).toHaveLength(before);
    expect(await site.present()).toEqual({ ...members, count: 9 });
    await free();
    await tellAll();
    expect(await shown()).toEqual(ofSite(9));
    expect(await room.allChanges()).toHaveLength(before + 1);
    await site.replace(null, by);
    await tellAll();
  });
});
