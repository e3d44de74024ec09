import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import { recordAct, type Actor } from '../../database/audit.ts';
import { hasFeed } from '../../database/has-feed.ts';
import type { Database } from '../../database/database.ts';
import { lockFeedRow } from '../../database/lock-feed.ts';
import type { Schema } from '../../database/schema.ts';
import type { WireRow } from '../../database/rows/wire-rows.ts';
import type { ActName } from '../../feed/act-name.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { NewWire, Wire, WireChange } from './wire.ts';
import { wireOf } from './wire-row.ts';

/** Of a feed. Each is fetched again and again. */
const maxWires = 20;

/** The wires of feeds, as people keep them. Each change of one is in the audit. */
export class Wires {
  constructor(private readonly database: Database) {}

  /** The oldest first; undefined for an unknown feed. */
  async list(feed: string): Promise<readonly Wire[] | undefined> {
    return this.database.read(async (tx) => {
      if (!(await hasFeed(tx, feed))) return undefined;
      const rows = await tx
        .selectFrom('wires')
        .selectAll()
        .where('feed', '=', feed)
        .orderBy('id')
        .execute();
      return rows.map(wireOf);
    });
  }

  /** Adds one, which brings what is posted there from now on, or all. Throws `unknown_feed` and `wrong_state`. */
  add(wire: NewWire, bringsAll: boolean, by: Actor): Promise<Wire> {
    const { feed, url, goes, everySeconds, filter } = wire;
    return this.database.write(async (tx) => {
      const locked = await lockFeedRow(tx, this.database, feed);
      if (locked === undefined) throw unknownFeed(feed);
      const all = await tx.selectFrom('wires').select('url').where('feed', '=', feed).execute();
      if (all.some((other) => other.url === url)) {
        throw new Refusal('wrong_state', 'This feed has that wire already: change it.');
      }
      if (all.length >= maxWires) {
        throw new Refusal('wrong_state', `A feed has at most ${maxWires} wires: remove one first.`);
      }
      const row: WireRow = {
        id: v7(),
        feed,
        url,
        every_seconds: everySeconds,
        goes,
        filter: JSON.stringify(filter),
        since: bringsAll ? '' : locked.now,
        by: by.name,
        by_person: by.person ?? null,
        created_at: locked.now,
        rev: 1,
        state: 'running',
        due_at: locked.now,
        lease: null,
        lease_until: null,
        failures: 0,
        etag: null,
        modified: null,
        latest: null,
      };
      await tx.insertInto('wires').values(row).execute();
      await this.record(tx, 'add wire', row, by);
      return wireOf(row);
    });
  }

  /** Undefined where there is none. What it says of its document is forgotten, so that the next look reads it anew. */
  change(feed: string, id: string, change: WireChange, by: Actor): Promise<Wire | undefined> {
    const { state, goes, everySeconds, filter } = change;
    return this.database.write(async (tx) => {
      const row = await tx
        .updateTable('wires')
        .set((update) => ({
          rev: update('rev', '+', 1),
          due_at: this.database.now,
          failures: 0,
          etag: null,
          modified: null,
          ...(state !== undefined && { state }),
          ...(goes !== undefined && { goes }),
          ...(everySeconds !== undefined && { every_seconds: everySeconds }),
          ...(filter !== undefined && { filter: JSON.stringify(filter) }),
        }))
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      await this.record(tx, 'change wire', row, by);
      return wireOf(row);
    });
  }

  /** False where there is none. What came by it stays. */
  remove(feed: string, id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('wires')
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .execute();
      if (gone === undefined) return false;
      await tx.deleteFrom('wire_entries').where('wire', '=', id).execute();
      await this.record(tx, 'remove wire', gone, by);
      return true;
    });
  }

  private record(tx: Transaction<Schema>, action: ActName, { feed, url }: WireRow, by: Actor) {
    // The path may be a secret of the wire.
    const about = URL.parse(url)?.host ?? '';
    return recordAct(tx, this.database, by, { action, feed, about });
  }
}
