import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { apply } from '../../src/feed/apply.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Item } from '../../src/feed/item.ts';
import { emptySnapshot, newest, snapshotItems } from '../../src/feed/snapshot.ts';
import type { Database } from '../../src/log/sql/database.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import type { FeedHead, Log } from '../../src/log/log.ts';
import { databases, type EmptyDatabase } from '../services/databases.ts';
import { until } from '../until.ts';
import { draftOf, paragraph, postOf } from './commands.ts';

const info = { title: 'Budget day', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

describe.each(databases)('the log on %s', (_name, empty) => {
  let place: EmptyDatabase;
  let database: Database;
  let log: Log;
  let feed: string;
  let created: FeedHead;

  beforeAll(async () => {
    place = await empty();
    database = await place.open();
    log = new SqlLog(database);
  });

  beforeEach(async () => {
    feed = `feed-${randomUUID()}`;
    created = await log.createFeed(feed, info);
  });

  afterAll(async () => {
    await log.close();
    await place.drop();
  });

  const allChanges = () => log.read(feed, 0, 10_000);

  async function post(headline: string): Promise<Item> {
    const { entry } = await log.append(feed, postOf(headline));
    return entry as Item;
  }

  function expectGapless(changes: readonly Change[]): void {
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    const tags = [created.tag, ...changes.map(({ tag }) => tag)];
    expect(changes.map(({ prev }) => prev)).toEqual(tags.slice(0, -1));
    expect(new Set(tags).size).toBe(tags.length);
  }

  /** What a reader that applied every change from the beginning sees. */
  async function fold() {
    return (await allChanges()).reduce(apply, emptySnapshot(feed, created, created.info));
  }

  test('64 concurrent publishers get 1, 2, 3 … without a hole, in commit order, each exactly once', async () => {
    const item = await post('first');
    const work = Array.from({ length: 64 }, async (_, publisher) => {
      const acknowledged: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const appended = await log.append(feed, postOf(`${publisher}/${n}`));
        acknowledged.push(appended.change.seq);
        // A refused append is rolled back, and must not leave a hole.
        const stale = { kind: 'edit', id: item.id, rev: 99, patch: { headline: 'no' } } as const;
        await expect(log.append(feed, stale)).rejects.toMatchObject({ code: 'stale_revision' });
      }
      return acknowledged;
    });
    const acknowledged = (await Promise.all(work)).flat();
    const changes = await allChanges();
    expect(changes).toHaveLength(1 + 64 * 5);
    expectGapless(changes);
    expect([...acknowledged, 1].sort((a, b) => a - b)).toEqual(changes.map(({ seq }) => seq));
    const times = changes.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  test('two instances on one database append to one feed without a hole', async () => {
    const other = new SqlLog(await place.open());
    try {
      await Promise.all(
        Array.from({ length: 40 }, (_, n) => (n % 2 ? log : other).append(feed, postOf(`${n}`))),
      );
      expectGapless(await allChanges());
      expect(await other.read(feed, 0, 100)).toEqual(await allChanges());
    } finally {
      await other.close();
    }
  });

  test('the snapshot equals the fold of the changes, through every kind of change', async () => {
    const items: Item[] = [];
    for (let n = 0; n < 25; n += 1) items.push(await post(`item ${n}`));
    const [first, second, third] = items.slice(-3) as [Item, Item, Item];
    const old = items[0] as Item;
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { headline: 'mended' } });
    await log.append(feed, {
      kind: 'correct',
      id: second.id,
      rev: 1,
      note: 'It was four, not five.',
      patch: { body: paragraph('four'), markdown: 'four' },
    });
    await log.append(feed, { kind: 'strike', id: second.id, rev: 2, note: 'It was not so.' });
    await log.append(feed, { kind: 'pin', id: old.id });
    await log.append(feed, { kind: 'pin', id: third.id });
    await log.append(feed, { kind: 'edit', id: old.id, rev: 1, patch: { breaking: true } });
    await log.append(feed, { kind: 'takedown', id: first.id, reason: 'libel' });
    await log.append(feed, { kind: 'feed', patch: { coverage: 'ended', description: 'Done.' } });

    const snapshot = await log.snapshot(feed);
    expect(newest(await fold(), snapshotItems)).toEqual(snapshot);
    expect(snapshot?.pinned?.id).toBe(third.id);
    expect(snapshot?.info.coverage).toBe('ended');
    expect(snapshot?.items).toHaveLength(20);

    await log.append(feed, { kind: 'unpin', id: third.id });
    expect((await log.snapshot(feed))?.pinned).toBeNull();
    await log.append(feed, { kind: 'pin', id: third.id });
    await log.append(feed, { kind: 'takedown', id: third.id, reason: '' });
    expect((await log.snapshot(feed))?.pinned).toBeNull();
    expect(newest(await fold(), snapshotItems)).toEqual(await log.snapshot(feed));
  });

  test('a change against a revision that moved on is refused with the current item, and changes nothing', async () => {
    const item = await post('one');
    await log.append(feed, { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'two' } });
    const before = await log.snapshot(feed);
    const stale = { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'three' } } as const;
    await expect(log.append(feed, stale)).rejects.toMatchObject({
      code: 'stale_revision',
      extra: { current: { headline: 'two', rev: 2 } },
    });
    expect(await log.snapshot(feed)).toEqual(before);
  });

  test('unknown feeds and items, drafts and taken-down items are refused by name', async () => {
    const id = v7();
    await expect(log.append('nowhere', postOf('x'))).rejects.toMatchObject({
      code: 'unknown_feed',
    });
    await expect(log.append(feed, { kind: 'pin', id })).rejects.toMatchObject({
      code: 'unknown_item',
    });
    const draft = await log.keepDraft(feed, draftOf('d'));
    const pinDraft = { kind: 'pin', id: draft.id } as const;
    await expect(log.append(feed, pinDraft)).rejects.toMatchObject({ code: 'not_published' });
    const item = await post('gone');
    await log.append(feed, { kind: 'takedown', id: item.id, reason: '' });
    const edit = { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'back' } } as const;
    await expect(log.append(feed, edit)).rejects.toMatchObject({ code: 'taken_down' });
    await expect(log.createFeed(feed, info)).rejects.toMatchObject({ code: 'feed_exists' });
    expect(await log.snapshot('nowhere')).toBeUndefined();
  });

  test('one Idempotency-Key sent 50 times at once appends once and is answered the same 50 times', async () => {
    const key = { key: randomUUID(), fingerprint: 'a' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => log.append(feed, postOf('once'), key)),
    );
    expect(await allChanges()).toHaveLength(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const told = answers.map(({ change, entry }) => JSON.stringify([change, entry]));
    expect(new Set(told).size).toBe(1);
    const other = { ...key, fingerprint: 'b' };
    await expect(log.append(feed, postOf('else'), other)).rejects.toMatchObject({
      code: 'key_reused',
    });
    await expect(log.keepDraft(feed, draftOf('else'), key)).rejects.toMatchObject({
      code: 'key_reused',
    });
  });

  test('a repeated key for a draft keeps one draft', async () => {
    const key = { key: randomUUID(), fingerprint: 'a' };
    const kept = await Promise.all([1, 2, 3].map(() => log.keepDraft(feed, draftOf('d'), key)));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
    expect(await log.drafts(feed)).toHaveLength(1);
  });

  test('a takedown leaves no word of the item in any row, and no hole in the log', async () => {
    const secret = `unsayable-${randomUUID()}`;
    const { entry } = await log.append(feed, postOf(secret), { key: secret, fingerprint: 'f' });
    const { id } = entry as Item;
    await log.append(feed, { kind: 'correct', id, rev: 1, note: `not ${secret}`, patch: {} });
    await log.append(feed, { kind: 'pin', id });
    await log.append(feed, { kind: 'strike', id, rev: 2, note: secret });
    await log.append(feed, { kind: 'takedown', id, reason: 'a court said so' });

    expect(JSON.stringify(await allChanges())).not.toContain(secret);
    expect(await everyRow(['feeds', 'changes', 'items', 'drafts', 'takedowns'])).not.toContain(
      secret,
    );
    expectGapless(await allChanges());
    expect(await log.history(feed, id)).toEqual([]);
    expect(await log.source(feed, id)).toBeUndefined();
    const [tombstone] = (await log.snapshot(feed))?.items ?? [];
    expect(Object.keys(tombstone ?? {}).sort()).toEqual(['id', 'postedAt', 'removedAt']);
    // The key's answer is read from the log as it is: it has no text either.
    const again = await log.append(feed, postOf(secret), { key: secret, fingerprint: 'f' });
    expect(JSON.stringify(again)).not.toContain(secret);
  });

  test('a draft is in no change, no snapshot and no seq before it is released, by one of many', async () => {
    const draft = await log.keepDraft(feed, draftOf('not yet'));
    await log.changeDraft(feed, draft.id, 1, draftOf('not yet, longer'));
    expect(await allChanges()).toEqual([]);
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
    const changes = await allChanges();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: 'post',
      item: { headline: 'not yet, longer', rev: 1 },
    });
    expect(await log.drafts(feed)).toEqual([]);
  });

  test('an embargoed item falls due by the database clock, and not before', async () => {
    const soon = new Date(Date.now() + 150).toISOString();
    const { id } = await log.keepDraft(feed, { ...draftOf('later'), embargo: soon });
    const never = new Date(Date.now() + 3_600_000).toISOString();
    await log.keepDraft(feed, { ...draftOf('much later'), embargo: never });
    const due = async () => (await log.dueDrafts(100)).filter((draft) => draft.feed === feed);
    expect(await due()).toEqual([]);
    await until(async () => (await due()).length > 0, 'the embargo');
    expect(await due()).toEqual([{ feed, id }]);
  });

  test('older items page by a cursor that stays put while items are edited and taken down', async () => {
    const items: Item[] = [];
    for (let n = 0; n < 7; n += 1) items.push(await post(`item ${n}`));
    await log.append(feed, { kind: 'edit', id: items[1]?.id ?? '', rev: 1, patch: { key: true } });
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await log.items(
        feed,
        before === undefined ? { limit: 3 } : { before, limit: 3 },
      );
      seen.push(...(page?.items.map(({ id }) => id) ?? []));
      await log
        .append(feed, {
          kind: 'edit',
          id: items[6]?.id ?? '',
          rev: seen.length / 3,
          patch: { tags: ['x'] },
        })
        .catch(() => undefined);
      before = page?.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(items.map(({ id }) => id).reverse());
    const keys = await log.items(feed, { limit: 3, key: true });
    expect(keys?.items.map(({ id }) => id)).toEqual([items[1]?.id]);
    expect(keys?.next).toBeNull();
    const foreign = log.items(feed, { limit: 3, before: "x' or 1=1" });
    await expect(foreign).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('the history tells corrections and hides typo fixes', async () => {
    const { id } = await post('The minster spoke');
    await log.append(feed, { kind: 'edit', id, rev: 1, patch: { headline: 'The minister spoke' } });
    await log.append(feed, {
      kind: 'correct',
      id,
      rev: 2,
      note: 'She did not.',
      patch: { headline: 'The minister left' },
    });
    const told = await log.history(feed, id);
    expect(told.map(({ kind, note, item }) => [kind, note, item.headline])).toEqual([
      ['post', undefined, 'The minister spoke'],
      ['correct', 'She did not.', 'The minister left'],
    ]);
  });

  test('six instances may migrate an empty database at once', async () => {
    const fresh = await empty();
    const opened = await Promise.all(Array.from({ length: 6 }, () => fresh.open()));
    const logs = opened.map((each) => new SqlLog(each));
    await logs[0]?.createFeed('one', info);
    expect(await logs[5]?.heads(['one'])).toHaveLength(1);
    await Promise.all(logs.map((each) => each.close()));
    await fresh.drop();
  });

  async function everyRow(tables: readonly string[]): Promise<string> {
    const found = await Promise.all(
      tables.map((table) => sql`select * from ${sql.table(table)}`.execute(database.db)),
    );
    return JSON.stringify(found.map(({ rows }) => rows));
  }
});
