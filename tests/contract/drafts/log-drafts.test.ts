import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { until } from '../../until.ts';
import { draftOf } from '../commands.ts';
import { onEveryDatabaseAndPooler } from '../on-every-database.ts';

onEveryDatabaseAndPooler('drafts in the log', (room) => {
  test('a draft is in no change, no snapshot and no seq before it is released, by one of many', async () => {
    const { log, feed, place } = room;
    const draft = await log.keepDraft(feed, draftOf('not yet'));
    await log.changeDraft(feed, draft.id, 1, draftOf('not yet, longer'));
    expect(await room.allChanges()).toEqual([]);
    expect(await log.entry(feed, draft.id)).toBeUndefined();
    expect((await log.items(feed, { limit: 20 }))?.items).toEqual([]);
    const stale = log.changeDraft(feed, draft.id, 1, draftOf('other'));
    await expect(stale).rejects.toMatchObject({ code: 'stale_revision' });

    const other = new SqlLog(await place.open());
    const releases = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? log : other).releaseDraft(feed, draft.id)),
    );
    await other.close();
    expect(releases.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const changes = await room.allChanges();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: 'post',
      item: { headline: 'not yet, longer', rev: 1 },
    });
    expect(await log.drafts(feed)).toEqual([]);
  });

  test('an embargoed item falls due by the database clock, and not before', async () => {
    const { log, feed } = room;
    const never = new Date(Date.now() + 3_600_000).toISOString();
    await log.keepDraft(feed, { ...draftOf('much later'), embargo: never });
    const due = async () => (await log.dueDrafts(100)).filter((draft) => draft.feed === feed);
    const dueMs = Date.now() + 1_000;
    const embargo = new Date(dueMs).toISOString();
    const { id } = await log.keepDraft(feed, { ...draftOf('later'), embargo });
    const early = await due();
    // On a busy machine the embargo may be over before the first read, which then proves nothing.
    if (Date.now() < dueMs) expect(early).toEqual([]);
    await until(async () => (await due()).length > 0, 'the embargo');
    expect(Date.now()).toBeGreaterThanOrEqual(dueMs);
    expect(await due()).toEqual([{ feed, id }]);
  });
});
