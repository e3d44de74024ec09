import { SqlSnippets } from '../../../src/log/sql/sql-snippets.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Ada' };
const pier = { name: 'Pier', text: 'The **pier** is closed.' };
const gate = { name: 'Gate', text: '- shut' };

onEveryDatabase('the snippets of a feed', (room) => {
  test('are replaced at the revision that was seen, and no list is lost to another', async () => {
    const snippets = new SqlSnippets(room.database);
    const { feed } = room;
    expect(await snippets.of(feed)).toEqual({ rev: 0, snippets: [] });
    expect(await snippets.replace(feed, 0, [pier], by)).toEqual({ rev: 1, snippets: [pier] });
    await expect(snippets.replace(feed, 0, [gate], by)).rejects.toMatchObject({
      code: 'stale_revision',
    });
    const both = await Promise.allSettled([
      snippets.replace(feed, 1, [gate, pier], by),
      snippets.replace(feed, 1, [pier, gate], by),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await snippets.of(feed)).toMatchObject({ rev: 2, snippets: { length: 2 } });
    expect(await snippets.replace(feed, 2, [], by)).toEqual({ rev: 3, snippets: [] });
    expect(await room.everyRow(['audit'])).toContain('change snippets');
  });

  test('of an unknown feed are none', async () => {
    const snippets = new SqlSnippets(room.database);
    expect(await snippets.of('nowhere')).toBeUndefined();
    await expect(snippets.replace('nowhere', 0, [pier], by)).rejects.toMatchObject({
      code: 'unknown_feed',
    });
  });
});
