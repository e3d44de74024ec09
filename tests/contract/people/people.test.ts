import type { Database } from '../../../src/database/database.ts';
import { SqlAudit } from '../../../src/accounts/sql-audit.ts';
import { SqlCredentials } from '../../../src/accounts/sql-credentials.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import { SqlTokens } from '../../../src/accounts/sql-tokens.ts';
import { databases, type EmptyDatabase } from '../../services/databases.ts';

const life = { seconds: 3600, idleSeconds: 600 };
const asked = { role: 'admin', feeds: {} } as const;
const by = { name: 'admin', address: '192.0.2.1' };
const from = { address: '192.0.2.2' };

describe.each(databases)('people: %s', (_name, empty) => {
  let [place, database]: [EmptyDatabase, Database] = [] as never;
  let [people, credentials, tokens]: [SqlPeople, SqlCredentials, SqlTokens] = [] as never;
  let count = 0;

  beforeEach(async () => {
    place = await empty();
    database = await place.open();
    people = new SqlPeople(database);
    credentials = new SqlCredentials(database);
    tokens = new SqlTokens(database);
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  const join = async (name: string, role: 'admin' | 'reporter' = 'admin') => {
    const code = `code ${(count += 1)}`;
    await people.invite(code, { ...asked, role }, 60, by);
    return people.accept(code, name, `hash of ${name}`, from);
  };

  test('an invitation makes one person, however often it is accepted at the same time', async () => {
    await people.invite(
      'code',
      { ...asked, email: 'o@example.org', feeds: { storm: 'editor' } },
      60,
      by,
    );
    expect(await people.invitations()).toMatchObject([{ role: 'admin', email: 'o@example.org' }]);
    const names = ['A', 'B', 'C', 'D'];
    const all = await Promise.allSettled(
      names.map((name) => people.accept('code', name, 'x', from)),
    );
    const made = all.filter(({ status }) => status === 'fulfilled');
    expect(made).toHaveLength(1);
    expect(all.filter(({ status }) => status === 'rejected')).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { code: 'not_signed_in' } })),
    );
    expect(await people.list()).toMatchObject([{ feeds: { storm: 'editor' } }]);
    expect(await people.invitations()).toEqual([]);
  });

  test('an invitation that is too old or was taken back makes nobody', async () => {
    await people.invite('old', asked, -1, by);
    const { id } = await people.invite('back', asked, 60, by);
    expect(await people.uninvite(id, by)).toBe(true);
    expect(await people.uninvite(id, by)).toBe(false);
    for (const code of ['old', 'back', 'never']) {
      await expect(people.accept(code, 'A', 'x', from)).rejects.toMatchObject({
        code: 'not_signed_in',
      });
    }
    expect(await people.list()).toEqual([]);
  });

  test('no two people have the same name, and who chooses a taken one can choose again', async () => {
    await join('Olena');
    await people.invite('code', asked, 60, by);
    for (const taken of ['olena', 'ＯＬＥＮＡ', 'Admin']) {
      const refused = { code: 'name_taken' };
      await expect(people.accept('code', taken, 'x', from)).rejects.toMatchObject(refused);
    }
    const { id } = await people.accept('code', 'Olena B', 'x', from);
    await expect(people.change(id, { name: 'OLENA' }, by)).rejects.toMatchObject({
      code: 'name_taken',
    });
    expect(await people.change(id, { name: 'OLENA B' }, by)).toMatchObject({ name: 'OLENA B' });
    expect((await people.named('olena b'))?.person.id).toBe(id);
  });

  test('the last admin stays one, also when two remove each other at the same time', async () => {
    const [a, b] = [await join('A'), await join('B')];
    await join('R', 'reporter');
    const both = await Promise.allSettled([people.remove(a.id, by), people.remove(b.id, by)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [left] = (await people.list()).filter(({ role }) => role === 'admin');
    const id = left?.id ?? '';
    await expect(people.remove(id, by)).rejects.toMatchObject({ code: 'last_admin' });
    await expect(people.change(id, { role: 'editor' }, by)).rejects.toMatchObject({
      code: 'last_admin',
    });
    expect((await people.list()).map(({ role }) => role).toSorted()).toEqual(['admin', 'reporter']);
  });

  test('a session ends with its person, its password, its age, and when it is not used', async () => {
    await join('First');
    const { id } = await join('Olena', 'reporter');
    const open = (hash: string, seconds = life.seconds) =>
      credentials.openSession(
        hash,
        { name: 'Olena', proof: 'password', person: id, agent: 'Browser' },
        { ...life, seconds },
      );
    await open('one');
    await open('two');
    await open('old', -1);
    expect(await credentials.session('one', life)).toMatchObject({
      person: { id, role: 'reporter' },
    });
    await people.change(id, { role: 'editor' }, by);
    expect(await credentials.session('one', life)).toMatchObject({ person: { role: 'editor' } });
    expect(await credentials.session('old', life)).toBeUndefined();
    expect(await people.list()).toMatchObject([
      { name: 'First' },
      { name: 'Olena', seenAt: expect.any(String) },
    ]);
    expect((await people.list())[0]).not.toHaveProperty('seenAt');
    const listed = await credentials.sessionsOf(id, 'one');
    expect(listed.map(({ agent }) => agent)).toEqual(['Browser', 'Browser']);
    expect(listed.filter(({ current }) => current)).toHaveLength(1);
    await people.setPassword(id, 'another', 'one', by);
    expect(await credentials.session('two', life)).toBeUndefined();
    const [mine] = await credentials.sessionsOf(id, 'one');
    expect(await credentials.endSession(undefined, mine?.id ?? '')).toBe(false);
    expect(await credentials.session('one', { ...life, idleSeconds: -1 })).toBeUndefined();
    expect(await credentials.session('one', life)).toBeUndefined();
    await open('three');
    await people.remove(id, by);
    expect(await credentials.session('three', life)).toBeUndefined();
  });

  test('all sessions of a person end but the one that asks, and none of anybody else', async () => {
    const [a, b] = [await join('A'), await join('B')];
    const open = (hash: string, person?: string) =>
      credentials.openSession(
        hash,
        { name: 'x', proof: 'password', ...(person && { person }) },
        life,
      );
    await open('one', a.id);
    await open('two', a.id);
    await open('three', b.id);
    await open('four');
    await credentials.endOtherSessions(a.id, 'one');
    const left = ['one', 'two', 'three', 'four'].map((hash) => credentials.session(hash, life));
    expect((await Promise.all(left)).map((owner) => owner !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('a token is found until it is removed or has expired, and its use is noted', async () => {
    const made = await tokens.add('hash', { name: 'Importer', role: 'editor', feeds: {} }, by);
    const past = '2001-01-01T00:00:00.000Z';
    await tokens.add('old', { name: 'Old', role: 'editor', feeds: {}, expiresAt: past }, by);
    expect(await tokens.find('old')).toBeUndefined();
    expect(await tokens.list()).toEqual([made]);
    expect(await tokens.find('hash')).toMatchObject({ id: made.id });
    expect(await tokens.list()).toMatchObject([{ usedAt: expect.any(String) }]);
    expect(await tokens.remove(made.id, by)).toBe(true);
    expect(await tokens.find('hash')).toBeUndefined();
  });

  test('what was done to people is in the audit, and what was refused is not', async () => {
    const { id } = await join('Олена');
    await expect(people.remove(id, by)).rejects.toMatchObject({ code: 'last_admin' });
    await people.setPassword(id, 'another', '', { name: 'Олена', person: id });
    const audit = new SqlAudit(database);
    const { acts, next } = await audit.page({ limit: 2 });
    expect(acts).toMatchObject([
      { name: 'Олена', person: id, action: 'change password', about: 'Олена, admin' },
      { name: 'Олена', action: 'accept invitation', address: from.address },
    ]);
    const older = await audit.page({ limit: 2, before: next ?? '' });
    expect(older).toMatchObject({
      acts: [{ name: 'admin', action: 'invite', about: 'admin', address: by.address }],
      next: null,
    });
    expect((await audit.page({ limit: 9, person: 'ОЛЕНА' })).acts).toHaveLength(2);
    await expect(audit.page({ limit: 1, before: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
