import { maxChallenges, maxPasskeys } from '../../../src/accounts/passkeys/passkeys.ts';
import { SqlPasskeys } from '../../../src/accounts/passkeys/sql-passkeys.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import type { Database } from '../../../src/database/database.ts';
import { databases, type EmptyDatabase } from '../../services/databases.ts';

const by = { name: 'Olena', address: '192.0.2.1' };

describe.each(databases)('passkeys: %s', (_name, empty) => {
  let [place, database]: [EmptyDatabase, Database] = [] as never;
  let [passkeys, id]: [SqlPasskeys, string] = [] as never;

  beforeEach(async () => {
    place = await empty();
    database = await place.open();
    passkeys = new SqlPasskeys(database);
    const people = new SqlPeople(database);
    await people.invite('code', { role: 'editor', feeds: {} }, 60, by);
    ({ id } = await people.accept('code', 'Olena', 'hash', {}));
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  const key = (name: string) => ({
    id: name,
    publicKey: Buffer.from('key'),
    // More than a signed number of 32 bits holds.
    counter: 4_294_967_290,
    transports: ['internal'],
  });

  test('a challenge is answered once, for what it was made for, and in its time', async () => {
    await passkeys.challenge('adds', { adds: id }, 60);
    await passkeys.challenge('opens', 'sign in', 60);
    await passkeys.challenge('late', 'sign in', -1);
    const tries = [
      ['adds', 'sign in'],
      ['adds', { adds: 'another' }],
      ['opens', { adds: id }],
      ['late', 'sign in'],
      ['never', 'sign in'],
    ] as const;
    for (const [hash, purpose] of tries) {
      expect(await passkeys.takeChallenge(hash, purpose)).toBe(false);
    }
    const all = await Promise.all([1, 2, 3].map(() => passkeys.takeChallenge('opens', 'sign in')));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await passkeys.takeChallenge('adds', { adds: id })).toBe(true);
  });

  test('challenges that nobody answers have a bound: those that wait longest are void', async () => {
    const expires_at = await database.timeIn(100);
    const rows = Array.from({ length: maxChallenges }, (_, n) => ({
      hash: `${n}`,
      adds: null,
      expires_at,
    }));
    for (let at = 0; at < rows.length; at += 1000) {
      await database.db
        .insertInto('challenges')
        .values(rows.slice(at, at + 1000))
        .execute();
    }
    await passkeys.challenge('new', 'sign in', 200);
    const { count } = await database.db
      .selectFrom('challenges')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBeLessThanOrEqual(maxChallenges);
    expect(await passkeys.takeChallenge('new', 'sign in')).toBe(true);
  });

  test('a person has so many at most, however many are added at the same time, and none twice', async () => {
    const many = Array.from({ length: maxPasskeys + 3 }, (_, n) => `key ${n}`);
    const all = await Promise.allSettled(many.map((name) => passkeys.add(id, name, key(name), by)));
    const refused = all.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { code: 'too_many_passkeys' } })),
    );
    const [first] = await passkeys.list(id);
    await expect(passkeys.add(id, 'x', key(first?.id ?? ''), by)).rejects.toMatchObject({
      code: 'passkey_taken',
    });
  });

  test('a use counts once, and a removed person leaves no passkey', async () => {
    await passkeys.add(id, 'Phone', key('a'), by);
    expect(await passkeys.find('a')).toMatchObject({ key: key('a'), person: { id } });
    const before = key('a').counter;
    expect(await passkeys.use('a', before, before + 1)).toBe(true);
    expect(await passkeys.use('a', before, before + 1)).toBe(false);
    expect(await passkeys.list(id)).toMatchObject([{ name: 'Phone', usedAt: expect.any(String) }]);
    const people = new SqlPeople(database);
    expect(await people.list()).toMatchObject([{ id, secondFactor: false, passkeys: 1 }]);
    await people.remove(id, by);
    expect(await passkeys.find('a')).toBeUndefined();
    expect(await database.db.selectFrom('passkeys').selectAll().execute()).toEqual([]);
  });
});
