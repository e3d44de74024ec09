import { SqlIdentities } from '../../../src/accounts/openid/sql-identities.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import type { Database } from '../../../src/database/database.ts';
import { databases, type EmptyDatabase } from '../../services/databases.ts';

const by = { name: 'Olena', address: '192.0.2.1' };
const issuer = 'https://id.example.org';
const identity = { issuer, subject: 'o-1' };

describe.each(databases)('identities at an OpenID provider: %s', (_name, empty) => {
  let [place, database]: [EmptyDatabase, Database] = [] as never;
  let [identities, people]: [SqlIdentities, SqlPeople] = [] as never;

  beforeEach(async () => {
    place = await empty();
    database = await place.open();
    [identities, people] = [new SqlIdentities(database), new SqlPeople(database)];
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  const join = async (name: string) => {
    await people.invite(name, { role: 'editor', feeds: {} }, 60, by);
    return (await people.accept(name, name, 'hash', {})).id;
  };

  test('an identity stands for one person, however many claim it at the same time, and a person has one', async () => {
    const all = await Promise.all(['Olena', 'Vera', 'Marta'].map(join));
    const claims = await Promise.allSettled(all.map((id) => identities.link(id, identity, by)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const claim of claims) {
      if (claim.status === 'rejected')
        expect(claim.reason).toMatchObject({ code: 'identity_taken' });
    }
    const owner = (await identities.use(identity, {}))?.id ?? '';
    await expect(identities.link(owner, { issuer, subject: 'o-2' }, by)).rejects.toMatchObject({
      code: 'identity_taken',
    });
    await identities.link(owner, { ...identity, issuer: 'https://other.example.org' }, by);
  });

  test('is found by issuer and subject together, notes its use, and is gone once unlinked or with its person', async () => {
    const [id, other] = [await join('Olena'), await join('Vera')];
    await identities.link(id, identity, by);
    expect(await identities.of(id, issuer)).toEqual({ linkedAt: expect.any(String) });
    expect(await identities.use({ ...identity, issuer: 'https://x.example' }, {})).toBeUndefined();
    expect(await identities.use({ ...identity, subject: 'O-1' }, {})).toBeUndefined();
    expect(await identities.use(identity, {})).toMatchObject({ id });
    expect(await identities.of(id, issuer)).toMatchObject({ usedAt: expect.any(String) });
    expect(await identities.unlink(other, issuer, by)).toBe(false);
    expect(await identities.unlink(id, issuer, by)).toBe(true);
    expect(await identities.use(identity, {})).toBeUndefined();
    await identities.link(id, identity, by);
    await people.remove(id, by);
    expect(await identities.use(identity, {})).toBeUndefined();
    expect(await database.db.selectFrom('identities').selectAll().execute()).toEqual([]);
    await expect(identities.link(id, identity, by)).rejects.toMatchObject({ code: 'not_found' });
    const acts = await database.db.selectFrom('audit').select('action').orderBy('id').execute();
    const about = acts.map(({ action }) => action).filter((action) => /identity/.test(action));
    expect(about).toEqual([
      'link identity',
      'refuse identity',
      'refuse identity',
      'unlink identity',
      'refuse identity',
      'link identity',
      'refuse identity',
    ]);
  });
});
