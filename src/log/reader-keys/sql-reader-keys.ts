import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { recordAct, type Actor } from '../../database/audit.ts';
import { hasFeed } from '../../database/has-feed.ts';
import { later, type Database } from '../../database/database.ts';
import { lockFeedRow } from '../../database/lock-feed.ts';
import type { ReaderKeyRow } from '../../database/rows/reader-key-rows.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import {
  ReaderKeys,
  type MadeReaderKey,
  type ReaderKey,
  type ValidReaderKey,
} from './reader-keys.ts';

/** As long as a token may be good: those that the key before has signed end by themselves. */
const rotationSeconds = 24 * 3_600;
const secretBytes = 32;

export class SqlReaderKeys extends ReaderKeys {
  constructor(private readonly database: Database) {
    super();
  }

  async list(feed: string): Promise<readonly ReaderKey[] | undefined> {
    const now = await this.database.time();
    return this.database.read(async (tx) => {
      if (!(await hasFeed(tx, feed))) return undefined;
      const rows = await tx
        .selectFrom('reader_keys')
        .selectAll()
        .where('feed', '=', feed)
        .where((is) => is.or([is('ends_at', 'is', null), is('ends_at', '>', now)]))
        .orderBy('id', 'desc')
        .execute();
      return rows.map(keyOf);
    });
  }

  make(feed: string, by: Actor): Promise<MadeReaderKey> {
    return this.database.write(async (tx) => {
      const locked = await lockFeedRow(tx, this.database, feed);
      if (locked === undefined) throw unknownFeed(feed);
      const { now } = locked;
      await tx
        .deleteFrom('reader_keys')
        .where('feed', '=', feed)
        .where('ends_at', 'is not', null)
        .execute();
      await tx
        .updateTable('reader_keys')
        .set({ ends_at: later(now, rotationSeconds) })
        .where('feed', '=', feed)
        .execute();
      const secret = randomBytes(secretBytes).toString('base64url');
      const row = { id: v7(), feed, secret, by: by.name, created_at: now, ends_at: null };
      await tx.insertInto('reader_keys').values(row).execute();
      await recordAct(tx, this.database, by, { action: 'make reader key', feed });
      return { ...keyOf(row), secret };
    });
  }

  end(feed: string, id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const gone = await tx
        .deleteFrom('reader_keys')
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (gone === undefined) return false;
      await recordAct(tx, this.database, by, { action: 'end reader key', feed });
      return true;
    });
  }

  async valid(): Promise<readonly ValidReaderKey[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('reader_keys')
        .select(['feed', 'secret', 'ends_at', this.database.now.as('now')])
        .orderBy('id', 'desc')
        .execute(),
    );
    return rows.flatMap(({ feed, secret, ends_at, now }) =>
      ends_at === null || ends_at > now ? [{ feed, secret }] : [],
    );
  }
}

function keyOf({ id, by, created_at: createdAt, ends_at }: ReaderKeyRow): ReaderKey {
  return { id, by, createdAt, ...(ends_at !== null && { endsAt: ends_at }) };
}
