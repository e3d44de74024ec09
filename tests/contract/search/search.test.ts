import type { Item } from '../../../src/feed/item.ts';
import type { SearchPage } from '../../../src/feed/messages.ts';
import type { Command } from '../../../src/log/command.ts';
import { appendIn } from '../../../src/log/sql/append.ts';
import { SqlSearch } from '../../../src/search/sql/sql-search.ts';
import { parseSearch } from '../../../src/search/words/search-query.ts';
import { postOf } from '../commands.ts';
import { info, onEveryDatabaseAndPooler } from '../on-every-database.ts';

const wordTables = ['search_items', 'items', 'changes'];

onEveryDatabaseAndPooler('search', (room) => {
  const search = () => new SqlSearch(room.database);
  const find = (q: string, more: Record<string, unknown> = {}, feeds?: readonly string[] | 'all') =>
    search().find(parseSearch({ q, ...more }), feeds ?? [room.feed]);
  const titles = ({ results }: SearchPage) =>
    results.map(({ headline = [] }) => headline.map(({ text }) => text).join(''));
  const titlesOf = async (q: string) => titles(await find(q));
  const change = (command: Command) => room.log.append(room.feed, command);
  /** What the index has, read past it: the words of every row. */
  const stored = async () => {
    const rows = await room.everyRow(['search_items']);
    const isEmbedded = !rows.includes('words');
    return isEmbedded ? room.everyRow(['search_items', 'search_words']) : rows;
  };

  test('finds all words in any script, by beginnings and by parts, newest first', async () => {
    for (const headline of [
      'Gates shut in the storm',
      'Штормове попередження: порт Одеси',
      'عاصفة في الميناء القديم',
      'סערה בנמל צה"ל',
      '東京都で強い嵐',
      'พายุเข้าท่าเรือ',
      'The storm is over',
    ]) {
      await room.post(headline);
    }
    expect(await titlesOf('storm')).toEqual(['The storm is over', 'Gates shut in the storm']);
    expect(await titlesOf('gat STORM')).toEqual([]);
    expect(await titlesOf('storm GATES')).toEqual(['Gates shut in the storm']);
    expect(await titlesOf('shut ga')).toEqual(['Gates shut in the storm']);
    expect(await titlesOf('одес')).toEqual(['Штормове попередження: порт Одеси']);
    expect(await titlesOf('الميناء')).toEqual(['عاصفة في الميناء القديم']);
    expect(await titlesOf('צהל בנמל')).toEqual(['סערה בנמל צה"ל']);
    for (const part of ['京都', '東京都で', '嵐', '京', '強い 東京']) {
      expect([part, await titlesOf(part)]).toEqual([part, ['東京都で強い嵐']]);
    }
    expect(await titlesOf('京東')).toEqual([]);
    expect(await titlesOf('ท่าเรือ')).toEqual(['พายุเข้าท่าเรือ']);
    expect(await find('nowhere')).toEqual({ results: [], next: null, complete: true });
  });

  test('takes no sign for an operator', async () => {
    await room.post('Say "a" * (b) : c & d | e ! NOT NEAR');
    await room.post('Other');
    for (const q of [
      'a" OR "other',
      "a' | 'other",
      'a:*',
      '-a',
      'NEAR(a b)',
      'a NOT b',
      'words : a',
      'a & !b',
      "a'::tsquery",
      'a\\',
      '{a}^2',
      'a <-> other',
    ]) {
      expect([q, (await titlesOf(q)).includes('Other')]).toEqual([q, false]);
    }
    expect(await titlesOf('"a" * (b) : c')).toHaveLength(1);
  });

  test('is paged without a hole or a repeat, while items come and go', async () => {
    const posted: Item[] = [];
    for (let n = 0; n < 7; n += 1) posted.push(await room.post(`wave ${n}`));
    const first = await find('wave', { limit: '3' });
    expect(titles(first)).toEqual(['wave 6', 'wave 5', 'wave 4']);
    await room.post('wave 7');
    await change({ kind: 'takedown', id: posted[4]?.id ?? '', reason: 'x' });
    await change({
      kind: 'edit',
      id: posted[2]?.id ?? '',
      rev: 1,
      patch: { headline: 'wave two' },
    });
    const second = await find('wave', { limit: '3', before: first.next });
    expect(titles(second)).toEqual(['wave 3', 'wave two', 'wave 1']);
    const third = await find('wave', { limit: '3', before: second.next });
    expect([titles(third), third.next]).toEqual([['wave 0'], null]);
  });

  test('follows corrections; what is struck is found, and says so', async () => {
    const { id } = await room.post('Three gates shut');
    const patch = { headline: 'Four gates shut', body: [] };
    await change({ kind: 'correct', id, rev: 1, patch, note: 'Four.' });
    expect(await titlesOf('three')).toEqual([]);
    expect(await titlesOf('four')).toEqual(['Four gates shut']);
    await change({ kind: 'strike', id, rev: 2, note: 'Wrong.' });
    expect((await find('four')).results).toMatchObject([{ id, struck: true }]);
  });

  test('across feeds, in those that are named or in all', async () => {
    const other = `${room.feed}-2`;
    await room.log.createFeed(other, info);
    const word = `w${room.feed.replaceAll('-', '')}`;
    await room.post(`${word} here`);
    await room.log.append(other, {
      kind: 'post',
      id: '018f0000-0000-7000-8000-000000000001',
      content: {
        headline: `${word} there`,
        body: [],
        bylines: [],
        breaking: false,
        key: false,
        tags: [],
      },
      markdown: '',
    });
    const both = [`${word} there`, `${word} here`];
    expect(titles(await find(word, {}, 'all'))).toEqual(both);
    expect(titles(await find(word, {}, [room.feed, other]))).toEqual(both);
    expect(titles(await find(word, {}, [other]))).toEqual([`${word} there`]);
    expect(titles(await find(word, {}, []))).toEqual([]);
    const { results } = await find(word, {}, 'all');
    expect(results.map(({ feed }) => feed)).toEqual([other, room.feed]);
  });

  test('has no word of what is taken down or replaced, from the same transaction on', async () => {
    const [gone, replaced] = [await room.post('unsayable one'), await room.post('unsayable two')];
    await room.post('sayable');
    expect(await titlesOf('unsayable')).toHaveLength(2);
    expect((await stored()).includes('unsayable')).toBe(true);
    await change({ kind: 'takedown', id: gone.id, reason: 'x' });
    const patch = { headline: 'said otherwise', body: [], markdown: '' };
    await change({ kind: 'redact', id: replaced.id, rev: 1, patch, note: 'x' });
    // Nobody has searched or followed since.
    expect((await stored()).includes('unsayable')).toBe(false);
    expect((await room.everyRow(wordTables)).includes('unsayable')).toBe(false);
    expect(await titlesOf('unsayable')).toEqual([]);
    expect(await titlesOf('otherwise')).toEqual(['said otherwise']);
    expect(await titlesOf('one')).toEqual([]);
  });

  test('a takedown that is not committed takes nothing away', async () => {
    const { id } = await room.post('stays there');
    await titlesOf('stays');
    const command = { kind: 'takedown', id, reason: 'x' } as const;
    const dying = room.database.write(async (tx) => {
      await appendIn(tx, room.database, room.feed, command);
      throw new Error('The process dies here.');
    });
    await expect(dying).rejects.toThrow('dies here');
    expect(await titlesOf('stays')).toEqual(['stays there']);
  });

  test('what an instance of the release before takes down is not told, and leaves the index with the next look', async () => {
    const { id } = await room.post('secretive words');
    expect(await titlesOf('secretive')).toHaveLength(1);
    const { seq = 0 } =
      (await room.database.db
        .selectFrom('search_feeds')
        .select('seq')
        .where('feed', '=', room.feed)
        .executeTakeFirst()) ?? {};
    const kept = await room.database.db.selectFrom('search_items').selectAll().execute();
    await change({ kind: 'takedown', id, reason: 'x' });
    // That release writes no index: as if the row were still there, and the position as before.
    const row = kept.find(({ item }) => item === id);
    if (row === undefined) throw new Error('It was not in the index.');
    await room.database.db.insertInto('search_items').values(row).execute();
    if (!('words' in row)) {
      const { place, feed } = row;
      const words = { rowid: place, feed, words: 'secretive words' };
      await room.database.db.insertInto('search_words').values(words).execute();
    }
    // The index is believed to be up to the log: what it says is held against the item all the same.
    const end = { seq: seq + 1 };
    await room.database.db
      .updateTable('search_feeds')
      .set(end)
      .where('feed', '=', room.feed)
      .execute();
    expect(await titlesOf('secretive')).toEqual([]);
    await room.database.db
      .updateTable('search_feeds')
      .set({ seq })
      .where('feed', '=', room.feed)
      .execute();
    expect(await titlesOf('secretive')).toEqual([]);
    expect((await stored()).includes('secretive')).toBe(false);
  });

  test('items of before are found as soon as the index has followed, and until then the answer says so', async () => {
    for (let n = 0; n < 260; n += 1) await room.post(`old ${n}`);
    const early = await find('old');
    expect(early).toMatchObject({ results: [], complete: false });
    expect(await search().lagging(1_000)).toContainEqual({ feed: room.feed, changes: 260 });
    expect(await search().lagging(1_000, 3_600)).not.toContainEqual(
      expect.objectContaining({ feed: room.feed }),
    );
    let isDone = false;
    // Several instances follow at the same time, and none stores an item twice.
    while (!isDone) {
      const left = await Promise.all([search(), search()].map((one) => one.follow([room.feed])));
      isDone = left.flat().length === 0;
    }
    const all = await find('old', { limit: '50' });
    expect(all.complete).toBe(true);
    expect(titles(all)).toEqual(Array.from({ length: 50 }, (_, n) => `old ${259 - n}`));
    expect(titles(await find('old 25', { limit: '50' }))).toHaveLength(11);
  });

  test('several feeds are followed together, a batch at a time', async () => {
    const others = [`${room.feed}-b`, `${room.feed}-c`];
    const feeds = [room.feed, ...others];
    for (const feed of others) await room.log.createFeed(feed, info);
    for (let n = 0; n < 70; n += 1) await room.post(`many ${n}`);
    for (const feed of others) await room.log.append(feed, postOf('few'));
    const lefts: (readonly string[])[] = [];
    let left: readonly string[] = feeds;
    while (left.length > 0) lefts.push((left = await search().follow(left)));
    // The first feed alone is more than a batch.
    expect(lefts[0]).toEqual(feeds);
    expect(lefts.length).toBeLessThan(10);
    const lagging = (await search().lagging(1_000)).map(({ feed }) => feed);
    for (const feed of feeds) expect(lagging).not.toContain(feed);
    const found = await find('few', {}, feeds);
    expect(found.results.map(({ feed }) => feed).toSorted()).toEqual(others);
  });

  test('more searches than can wait are refused, and said to be worth another try', async () => {
    await room.post('crowd');
    const one = search();
    const asked = Array.from({ length: 60 }, () =>
      one.find(parseSearch({ q: 'crowd' }), [room.feed]),
    );
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests', retry: true } });
    expect(titles(await one.find(parseSearch({ q: 'crowd' }), [room.feed]))).toEqual(['crowd']);
  });
});
