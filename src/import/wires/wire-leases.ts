import { later, type Database } from '../../database/database.ts';
import type { WireRow } from '../../database/rows/wire-rows.ts';
import type { FoundWire, WireEntry, WireStep } from './wire.ts';
import { foundOf } from './wire-row.ts';

/**
 * Who looks at which wire, over all instances: an instance looks at one only while it has its lease, by the database's clock. And
 * what became of entries among the drafts.
 */
export class WireLeases {
  constructor(private readonly database: Database) {}

  /** Wires that are due and that no other instance looks at, those first that have waited longest; and whether there is any wire. */
  async due(limit: number): Promise<{ readonly ids: readonly string[]; readonly any: boolean }> {
    const now = await this.database.time();
    const rows = await this.database.run((db) =>
      db
        .selectFrom('wires')
        .select(['id', 'due_at', 'lease_until'])
        .where('state', '=', 'running')
        .orderBy('due_at')
        .execute(),
    );
    const free = rows.filter(
      ({ due_at: due, lease_until: until }) => due <= now && (until === null || until <= now),
    );
    return {
      ids: free.slice(0, limit).map(({ id }) => id),
      any: rows.length > 0,
    };
  }

  async take(id: string, holder: string, seconds: number): Promise<FoundWire | undefined> {
    const now = await this.database.time();
    const row = await this.database.write((tx) =>
      tx
        .updateTable('wires')
        .set({ lease: holder, lease_until: later(now, seconds) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where('due_at', '<=', now)
        .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
        .returningAll()
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : foundOf(row);
  }

  /** Renews a lease. False: it is lost, or people have changed the wire meanwhile. */
  async renew({ id, rev }: FoundWire, holder: string, seconds: number): Promise<boolean> {
    const until = await this.database.timeIn(seconds);
    const row = await this.database.write((tx) =>
      tx
        .updateTable('wires')
        .set({ lease_until: until })
        .where('id', '=', id)
        .where('lease', '=', holder)
        .where('rev', '=', rev)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  /** Writes down what a look came to, and ends the lease. */
  async settle({ id, rev }: FoundWire, holder: string, step: WireStep): Promise<void> {
    const now = await this.database.time();
    const { look, failures, waitSeconds, etag, modified } = step;
    const ended = { lease: null, lease_until: null };
    await this.database.write(async (tx) => {
      const update = (values: Partial<WireRow>) =>
        tx.updateTable('wires').set(values).where('id', '=', id).where('lease', '=', holder);
      const asItWas = await update({
        ...ended,
        failures,
        due_at: later(now, waitSeconds),
        latest: JSON.stringify({ at: now, ...look }),
        ...(etag !== undefined && { etag }),
        ...(modified !== undefined && { modified }),
      })
        .where('rev', '=', rev)
        .returning('id')
        .executeTakeFirst();
      // People have changed it meanwhile: it is looked at anew.
      if (asItWas === undefined) await update(ended).execute();
    });
  }

  async entry(wire: string, entry: string): Promise<WireEntry | undefined> {
    return this.database.run((db) =>
      db
        .selectFrom('wire_entries')
        .select(['item', 'rev', 'digest'])
        .where('wire', '=', wire)
        .where('entry', '=', entry)
        .executeTakeFirst(),
    );
  }

  async keepEntry(wire: string, entry: string, left: WireEntry): Promise<void> {
    const { item, rev, digest } = left;
    await this.database.write((tx) =>
      tx
        .insertInto('wire_entries')
        .values({ wire, entry, item, rev, digest })
        .onConflict((known) => known.columns(['wire', 'entry']).doUpdateSet({ item, rev, digest }))
        .execute(),
    );
  }
}
