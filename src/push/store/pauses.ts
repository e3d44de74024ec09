import { sql, type SqlBool } from 'kysely';
import { later, type Database } from '../../database/database.ts';
import type { DueService } from './browser.ts';
import { isFree } from './is-free.ts';

/** Pauses that have been over for so long say nothing of a push service. */
const oldSeconds = 12 * 3_600;

/** Which push services have something to be sent, and which of them are left alone for a while: for all instances together. */
export class Pauses {
  constructor(private readonly database: Database) {}

  /** The push services that have something to be sent, and are not paused. */
  async due(): Promise<readonly DueService[]> {
    const now = await this.database.time();
    const rows = await this.database.run((db) =>
      db
        .selectFrom('pushes')
        .leftJoin('push_services', 'push_services.service', 'pushes.service')
        .select(['pushes.service', 'push_services.failures'])
        .distinct()
        .where('due', '=', 1)
        .where(isFree(now))
        .where(
          sql<SqlBool>`(push_services.wait_until is null or push_services.wait_until <= ${now})`,
        )
        .execute(),
    );
    return rows.map(({ service, failures }) => ({ service, failures: failures ?? 0 }));
  }

  /** A push service is asked nothing for a while. */
  async pause(service: string, failures: number, seconds: number): Promise<void> {
    const wait = { failures, wait_until: later(await this.database.time(), seconds) };
    await this.database.write((tx) =>
      tx
        .insertInto('push_services')
        .values({ service, ...wait })
        .onConflict((known) => known.column('service').doUpdateSet(wait))
        .execute(),
    );
  }

  /** A push service takes messages again. */
  async recovered(service: string): Promise<void> {
    await this.database.write((tx) =>
      tx.deleteFrom('push_services').where('service', '=', service).execute(),
    );
  }

  /** Forgets pauses that are long over. */
  async sweep(): Promise<void> {
    const now = await this.database.time();
    await this.database.write((tx) =>
      tx.deleteFrom('push_services').where('wait_until', '<', later(now, -oldSeconds)).execute(),
    );
  }
}
