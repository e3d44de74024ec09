import { keptBounds } from '../../../src/accounts/kept-texts/kept-texts.ts';
import { SqlKeptTexts } from '../../../src/accounts/kept-texts/sql-kept-texts.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Olena', address: '192.0.2.1' };
const composer = 'tab-1:composer:storm';

onEveryDatabase('unsent texts', (room) => {
  let texts: SqlKeptTexts;
  let people: SqlPeople;
  let count = 0;

  beforeEach(() => {
    texts = new SqlKeptTexts(room.database);
    people = new SqlPeople(room.database);
  });

  const join = async () => {
    const name = `writer ${(count += 1)} of ${room.feed}`;
    const hash = `hash of ${name}`;
    await people.invite(hash, { role: 'editor', feeds: {} }, 60, by);
    return (await people.accept(hash, name, 'hash', {})).id;
  };
  const storm = { feed: 'storm' };
  const listed = async (person: string) =>
    (await texts.list(person)).map(({ name, value }) => [name, value['words']]);

  test('are of one person alone, one under each name, and gone with their person', async () => {
    const [ana, bea] = [await join(), await join()];
    await texts.keep(ana, composer, storm, { words: 'first' });
    await texts.keep(bea, composer, storm, { words: 'of Bea' });
    await texts.keep(ana, composer, storm, { words: 'then' });
    expect(await listed(ana)).toEqual([[composer, 'then']]);
    await texts.drop(bea, 'tab-2:composer:storm');
    await texts.drop(ana, composer);
    await texts.drop(ana, composer);
    expect(await listed(ana)).toEqual([]);
    expect(await listed(bea)).toEqual([[composer, 'of Bea']]);
    await people.remove(bea, by);
    expect(await room.everyRow(['kept_texts'])).not.toContain('of Bea');
    await expect(texts.keep(bea, composer, storm, {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are bounded in number and in characters; one that is kept already can be changed', async () => {
    const ana = await join();
    const name = (n: number) => `tab-${n}:composer:storm`;
    for (let n = 0; n < keptBounds.texts; n += 1) await texts.keep(ana, name(n), storm, { n });
    const one = name(keptBounds.texts);
    const refused = { code: 'too_many_texts' };
    await expect(texts.keep(ana, one, storm, {})).rejects.toMatchObject(refused);
    await texts.keep(ana, name(0), storm, { words: 'changed' });
    const long = { words: 'x'.repeat(keptBounds.characters) };
    await expect(texts.keep(ana, name(0), storm, long)).rejects.toMatchObject(refused);
    expect(await listed(ana)).toContainEqual([name(0), 'changed']);
  });

  test.each(['takedown', 'redact'] as const)(
    'about an item leave every row with its %s, and none is taken afterwards, however close both come',
    async (kind) => {
      const [ana, bea] = [await join(), await join()];
      const { id } = await room.post('unsayable');
      const place = { feed: room.feed, item: id };
      const name = (tab: number) => `tab-${tab}:edit:${room.feed}:${id}`;
      await texts.keep(ana, name(0), place, { words: 'unsayable, she wrote' });
      await texts.keep(bea, composer, { feed: room.feed }, { words: 'about the weather' });
      const command =
        kind === 'takedown'
          ? ({ kind, id, reason: 'a court said so' } as const)
          : ({
              kind,
              id,
              rev: 1,
              note: 'A name was taken out.',
              patch: { headline: 'x' },
            } as const);
      const tabs = Array.from({ length: 6 }, (_, tab) => tab + 1);
      const [, ...kept] = await Promise.allSettled([
        room.log.append(room.feed, command),
        ...tabs.map((tab) => texts.keep(bea, name(tab), place, { words: 'unsayable too' })),
      ]);
      for (const one of kept) {
        if (one.status === 'rejected') {
          expect(one.reason).toMatchObject({
            code: kind === 'takedown' ? 'taken_down' : 'words_erased',
          });
        }
      }
      expect(await room.everyRow(['kept_texts'])).not.toContain('unsayable');
      expect(await listed(bea)).toEqual([[composer, 'about the weather']]);
      await expect(texts.keep(ana, name(0), place, {})).rejects.toMatchObject({
        code: kind === 'takedown' ? 'taken_down' : 'words_erased',
      });
    },
  );
});
