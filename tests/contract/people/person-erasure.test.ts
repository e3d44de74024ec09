import { SqlPersonErasure } from '../../../src/accounts/erasing/sql-person-erasure.ts';
import { SqlAudit } from '../../../src/accounts/sql-audit.ts';
import { SqlCredentials } from '../../../src/accounts/sql-credentials.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import { SqlTokens } from '../../../src/accounts/sql-tokens.ts';
import { SqlReaderKeys } from '../../../src/log/reader-keys/sql-reader-keys.ts';
import { rowLines } from '../../../src/database/copy/rows-out.ts';
import { draftOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

/** A name that is nothing else. */
const canary = 'Zanzibarcanary';
const admin = { name: 'admin' };

onEveryDatabase('a person who is erased', (room) => {
  let count = 0;
  const join = async (name: string) => {
    const people = new SqlPeople(room.database);
    const code = `code ${(count += 1)}`;
    const email = `${name}@example.org`;
    await people.invite(code, { role: 'admin', feeds: {}, email }, 60, admin);
    const person = await people.accept(code, name, 'hash', { address: '192.0.2.9' });
    return { people, person, by: { name, person: person.id, address: '192.0.2.9' } };
  };
  const erase = (id: string, by: { name: string; person?: string } = admin) =>
    new SqlPersonErasure(room.database).erase(id, by);
  /** Lines of all rows that have a text, but of what readers have. */
  const rowsWith = async (text: string) => {
    const found: string[] = [];
    await room.database.read(async (tx) => {
      let table = '';
      for await (const line of rowLines(tx)) {
        const value: unknown = JSON.parse(line);
        if (!Array.isArray(value)) table = (value as { table: string }).table;
        else if (line.includes(text) && !['changes', 'items'].includes(table)) {
          found.push(`${table} ${line}`);
        }
      }
    });
    return found;
  };

  test('is named in no row but those of what was published, whether removed before or not', async () => {
    await join('Stays');
    for (const isRemoved of [false, true]) {
      const { people, person, by } = await join(canary);
      const { log, feed, database } = room;
      const content = { ...postOf('Published').content, bylines: [canary] };
      await log.append(feed, { ...postOf('Published'), content }, undefined, by);
      await log.keepDraft(feed, draftOf('Draft'), undefined, by);
      const life = { seconds: 60, idleSeconds: 60 };
      const session = { name: canary, proof: 'password', person: person.id, address: '192.0.2.9' };
      await new SqlCredentials(database).openSession(`hash ${count}`, session, life);
      await new SqlTokens(database).add(
        `token ${count}`,
        { name: 'Script', role: 'editor', feeds: {} },
        by,
      );
      await new SqlReaderKeys(database).make(feed, by);
      await people.change(person.id, { role: 'editor' }, admin);
      if (isRemoved) await people.remove(person.id, admin);
      expect((await rowsWith(canary)).length).toBeGreaterThan(3);
      await erase(person.id);
      expect(await rowsWith(canary)).toEqual([]);
      expect(await rowsWith('192.0.2.9')).toEqual([expect.stringContaining('Stays')]);
      const { items = [] } = (await log.snapshot(feed)) ?? {};
      expect(JSON.stringify(items)).toContain(canary);
      const { acts } = await new SqlAudit(database).page({ limit: 3 });
      expect(acts[0]).toMatchObject({ name: 'admin', action: 'erase person' });
    }
  });

  test('leaves the name to somebody who has it now, and everybody else as they are', async () => {
    const before = await join('Kim');
    await before.people.remove(before.person.id, admin);
    const now = await join('Kim');
    await new SqlTokens(room.database).add(
      'kims',
      { name: 'Of Kim', role: 'editor', feeds: {} },
      now.by,
    );
    await erase(before.person.id);
    expect(
      (await new SqlTokens(room.database).list()).find(({ by }) => by === 'Kim'),
    ).toBeDefined();
    expect(await now.people.named('Kim')).toMatchObject({ person: { id: now.person.id } });
    const { acts } = await new SqlAudit(room.database).page({ limit: 50 });
    const ofKim = acts.filter(({ person }) => person === now.person.id);
    expect(new Set(ofKim.map(({ name }) => name))).toEqual(new Set(['Kim']));
  });

  test('is not the last admin, is known, and is somebody else; else nothing is changed', async () => {
    const database = room.database;
    const all = await new SqlPeople(database).list();
    for (const { id, name } of all.filter((one) => one.name !== 'Stays')) {
      await new SqlPeople(database).remove(id, { name });
    }
    const [last] = await new SqlPeople(database).list();
    await expect(erase(last?.id ?? '')).rejects.toMatchObject({ code: 'last_admin' });
    expect(await new SqlPeople(database).list()).toHaveLength(1);
    const own = { name: 'Stays', person: last?.id ?? '' };
    await expect(erase(own.person, own)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await new SqlPeople(database).list()).toHaveLength(1);
    await expect(erase('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});
