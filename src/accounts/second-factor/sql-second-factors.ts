import { recordAct, type Act, type Actor } from '../../database/audit.ts';
import { later, type Database } from '../../database/database.ts';
import type { SecondFactorRow } from '../../database/rows/proof-rows.ts';
import { Refusal } from '../../feed/refusal.ts';
import { stepAt, stepOf } from './one-time-codes.ts';
import { recoveryHashOf } from './recovery-codes.ts';
import { SecondFactors, wrongCodes, type CodeCheck, type SecondFactor } from './second-factors.ts';
import { endIfLost, existing, type Writing } from '../sql-people-rules.ts';

/** A row, and the database's time. */
type Locked = SecondFactorRow & { readonly now: string };

export class SqlSecondFactors extends SecondFactors {
  constructor(private readonly database: Database) {
    super();
  }

  async of(person: string): Promise<SecondFactor> {
    const [row, left] = await this.database.run((db) =>
      Promise.all([
        db
          .selectFrom('second_factors')
          .select('confirmed_at')
          .where('person', '=', person)
          .executeTakeFirst(),
        db.selectFrom('recovery_codes').select('hash').where('person', '=', person).execute(),
      ]),
    );
    const on = row !== undefined && row.confirmed_at !== null;
    return { on, recoveryCodesLeft: left.length };
  }

  begin(person: string, secret: Buffer, by: Actor): Promise<void> {
    return this.database.write(async (tx) => {
      await existing(tx, person);
      const row = await this.locked(tx, person);
      if (row !== undefined && row.confirmed_at !== null) {
        throw new Refusal(
          'second_factor_on',
          'You have a second factor already. Remove it first, with one of its codes.',
        );
      }
      await tx.deleteFrom('second_factors').where('person', '=', person).execute();
      await tx
        .insertInto('second_factors')
        .values({
          person,
          secret: secret.toString('base64url'),
          confirmed_at: null,
          last_step: -1,
          wrong: 0,
          wrong_at: null,
        })
        .execute();
      await this.record(tx, by, 'begin second factor', person);
    });
  }

  confirm(
    person: string,
    code: string,
    recovery: readonly string[],
    by: Actor,
  ): Promise<CodeCheck> {
    return this.database.write(async (tx) => {
      const row = await this.locked(tx, person);
      if (row === undefined || row.confirmed_at !== null) return { kind: 'none' };
      const check = await this.takeStep(tx, row, code);
      if (check.kind !== 'right') return check;
      await tx
        .updateTable('second_factors')
        .set({ confirmed_at: this.database.now })
        .where('person', '=', person)
        .execute();
      await setRecovery(tx, person, recovery);
      await this.record(tx, by, 'add second factor', person);
      return check;
    });
  }

  take(person: string, code: string, by: Actor): Promise<CodeCheck> {
    return this.database.write(async (tx) => {
      const row = await this.locked(tx, person);
      if (row === undefined || row.confirmed_at === null) return { kind: 'none' };
      const hash = recoveryHashOf(code);
      return hash === undefined
        ? this.takeStep(tx, row, code)
        : this.takeRecovery(tx, person, hash, by);
    });
  }

  async renew(person: string, recovery: readonly string[], by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      await existing(tx, person);
      await setRecovery(tx, person, recovery);
      await this.record(tx, by, 'renew recovery codes', person);
    });
  }

  remove(person: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      await existing(tx, person);
      const gone = await tx
        .deleteFrom('second_factors')
        .where('person', '=', person)
        .returning('confirmed_at')
        .execute();
      if (gone.length === 0) return false;
      await setRecovery(tx, person, []);
      await endIfLost(tx, person, by);
      await this.record(tx, by, 'remove second factor', person);
      return true;
    });
  }

  /** A code of the app. Wrong ones are counted, and stop being looked at for a while. */
  private async takeStep(tx: Writing, row: Locked, typed: string): Promise<CodeCheck> {
    const { person, wrong_at, now } = row;
    const until = wrong_at === null ? now : later(wrong_at, wrongCodes.pauseSeconds);
    const wrong = until > now ? row.wrong : 0;
    if (wrong >= wrongCodes.count) {
      return { kind: 'pause', waitMs: Date.parse(until) - Date.parse(now) };
    }
    const code = typed.replace(/\s/g, '');
    const secret = Buffer.from(row.secret, 'base64url');
    const step = stepOf(code, secret, stepAt(now), row.last_step);
    const seen =
      step === undefined
        ? { wrong: wrong + 1, wrong_at: now }
        : { last_step: step, wrong: 0, wrong_at: null };
    await tx.updateTable('second_factors').set(seen).where('person', '=', person).execute();
    return { kind: step === undefined ? 'wrong' : 'right' };
  }

  private async takeRecovery(
    tx: Writing,
    person: string,
    hash: string,
    by: Actor,
  ): Promise<CodeCheck> {
    const used = await tx
      .deleteFrom('recovery_codes')
      .where('person', '=', person)
      .where('hash', '=', hash)
      .returning('hash')
      .execute();
    if (used.length === 0) return { kind: 'wrong' };
    await this.record(tx, by, 'use recovery code', person);
    return { kind: 'right' };
  }

  /** The row, which nobody else takes until the transaction ends: guesses are counted one by one. */
  private locked(tx: Writing, person: string): Promise<Locked | undefined> {
    return tx
      .updateTable('second_factors')
      .set((eb) => ({ wrong: eb.ref('wrong') }))
      .where('person', '=', person)
      .returningAll()
      .returning(this.database.now.as('now'))
      .executeTakeFirst();
  }

  private async record(
    tx: Writing,
    by: Actor,
    action: Act['action'],
    person: string,
  ): Promise<void> {
    const { name } = await existing(tx, person);
    await recordAct(tx, this.database, by, { action, about: name });
  }
}

async function setRecovery(
  tx: Writing,
  person: string,
  recovery: readonly string[],
): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('person', '=', person).execute();
  if (recovery.length === 0) return;
  await tx
    .insertInto('recovery_codes')
    .values(recovery.map((hash) => ({ hash, person })))
    .execute();
}
