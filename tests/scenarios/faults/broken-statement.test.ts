import { sql } from 'kysely';
import { Database } from '../../../src/database/database.ts';
import { Cable } from '../../faults/cable.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { until } from '../../until.ts';

/** Such an error ends the process where nobody listens, as it fails this test. */
test('a connection to PostgreSQL that breaks under a statement, or within a transaction, refuses this work and ends nothing', async () => {
  const place = await emptyPostgres();
  const url = new URL(place.where.databaseUrl ?? '');
  await using cable = await Cable.to(Number(url.port));
  url.port = String(cable.port);
  const database = await Database.postgres(url.href);
  try {
    const statement = database.run((db) => sql`select pg_sleep(600)`.execute(db));
    let isBroken = false;
    const transaction = database.write(async (tx) => {
      await sql`select 1`.execute(tx);
      await until(() => isBroken, 'the connection to break');
      await sql`select 1`.execute(tx);
    });
    const refusals = Promise.allSettled([statement, transaction]);
    await until(() => cable.size === 2, 'two connections');
    cable.cut();
    isBroken = true;
    for (const outcome of await refusals) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    }
    await database.run((db) => sql`select 1`.execute(db));
  } finally {
    await database.close();
    await place.drop();
  }
});
