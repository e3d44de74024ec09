import { codeOf, stepAt } from '../../../src/accounts/second-factor/one-time-codes.ts';
import {
  makeRecoveryCodes,
  recoveryHashOf,
} from '../../../src/accounts/second-factor/recovery-codes.ts';
import { wrongCodes } from '../../../src/accounts/second-factor/second-factors.ts';
import { SqlSecondFactors } from '../../../src/accounts/second-factor/sql-second-factors.ts';
import { SqlAudit } from '../../../src/accounts/sql-audit.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import type { Database } from '../../../src/database/database.ts';
import { databases, type EmptyDatabase } from '../../services/databases.ts';

const secret = Buffer.from('12345678901234567890');
const by = { name: 'Olena', address: '192.0.2.1' };
const [recovery = '', other = ''] = makeRecoveryCodes();
const hashes = [recovery, other].map((code) => recoveryHashOf(code) ?? '');

describe.each(databases)('second factors: %s', (_name, empty) => {
  let [place, database]: [EmptyDatabase, Database] = [] as never;
  let [factors, id]: [SqlSecondFactors, string] = [] as never;

  beforeEach(async () => {
    place = await empty();
    database = await place.open();
    factors = new SqlSecondFactors(database);
    const people = new SqlPeople(database);
    await people.invite('code', { role: 'editor', feeds: {} }, 60, by);
    ({ id } = await people.accept('code', 'Olena', 'hash', {}));
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
  });

  /** A code of this step or one beside it, by the clock that counts. */
  const code = async (beside = 0) => codeOf(secret, stepAt(await database.time()) + beside);
  const turnOn = async () => {
    await factors.begin(id, secret, by);
    expect(await factors.confirm(id, await code(), hashes, by)).toEqual({ kind: 'right' });
  };
  const wrong = { kind: 'wrong' };
  /** No code of now: all that are near are left out. */
  const notNear = async () => {
    const near = await Promise.all([-2, -1, 0, 1, 2].map(code));
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555'].find(
        (one) => !near.includes(one),
      ) ?? ''
    );
  };

  test('asks for nothing before a first code was right', async () => {
    expect(await factors.take(id, await code(), by)).toEqual({ kind: 'none' });
    await factors.begin(id, secret, by);
    expect(await factors.take(id, await code(), by)).toEqual({ kind: 'none' });
    expect(await factors.confirm(id, await notNear(), hashes, by)).toEqual(wrong);
    expect(await factors.of(id)).toEqual({ on: false, recoveryCodesLeft: 0 });
    expect(await factors.confirm(id, await code(), hashes, by)).toEqual({ kind: 'right' });
    expect(await factors.of(id)).toEqual({ on: true, recoveryCodesLeft: 2 });
    await expect(factors.begin(id, secret, by)).rejects.toMatchObject({ code: 'second_factor_on' });
    expect(await factors.confirm(id, await code(1), hashes, by)).toEqual({ kind: 'none' });
  });

  test('a code is taken once, however often it is sent at the same time', async () => {
    await turnOn();
    const one = await code(1);
    const all = await Promise.all(Array.from({ length: 4 }, () => factors.take(id, one, by)));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['right', 'wrong', 'wrong', 'wrong']);
  });

  test('guesses at the same time are counted one by one, and then a right code waits, but a recovery code does not', async () => {
    await turnOn();
    const guess = await notNear();
    const all = await Promise.all(
      Array.from({ length: wrongCodes.count + 3 }, () => factors.take(id, guess, by)),
    );
    expect(all.filter(({ kind }) => kind === 'wrong')).toHaveLength(wrongCodes.count);
    const check = await factors.take(id, await code(1), by);
    expect(check).toEqual({ kind: 'pause', waitMs: expect.any(Number) });
    expect(await factors.take(id, recovery.toUpperCase().replaceAll('-', ' '), by)).toEqual({
      kind: 'right',
    });
    expect(await factors.take(id, recovery, by)).toEqual(wrong);
    const since = new Date(Date.now() - wrongCodes.pauseSeconds * 1000 - 60_000).toISOString();
    await database.db.updateTable('second_factors').set({ wrong_at: since }).execute();
    expect(await factors.take(id, await code(1), by)).toEqual({ kind: 'right' });
  });

  test('is gone with all recovery codes when it is removed, and when its person is', async () => {
    await turnOn();
    expect(await factors.remove(id, by)).toBe(true);
    expect(await factors.remove(id, by)).toBe(false);
    expect(await factors.of(id)).toEqual({ on: false, recoveryCodesLeft: 0 });
    await turnOn();
    await new SqlPeople(database).remove(id, by);
    for (const table of ['second_factors', 'recovery_codes'] as const) {
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  test('each act is in the audit, and no secret is', async () => {
    await turnOn();
    await factors.take(id, recovery, by);
    await factors.renew(id, [], by);
    await factors.remove(id, by);
    const { acts } = await new SqlAudit(database).page({ limit: 5 });
    expect(acts).toMatchObject(
      [
        'remove second factor',
        'renew recovery codes',
        'use recovery code',
        'add second factor',
        'begin second factor',
      ].map((action) => ({ action, about: 'Olena', address: by.address })),
    );
    expect(JSON.stringify(acts)).not.toContain(secret.toString('base64url'));
  });
});
