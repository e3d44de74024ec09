import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { apply } from '../../src/feed/apply.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Item } from '../../src/feed/item.ts';
import { emptySnapshot, type Snapshot } from '../../src/feed/snapshot.ts';
import type { FeedHead, Log } from '../../src/log/log.ts';
import type { Database } from '../../src/database/database.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import {
  databases,
  databasesAndPooler,
  type EmptyDatabase,
  type Kind,
} from '../services/databases.ts';
import { postOf } from './commands.ts';

export const info = {
  title: 'Budget day',
  lang: 'en',
  timezone: 'UTC',
  coverage: 'open',
} as const;

/** What a contract test works with: a log on an empty database, and a feed of its own for each test. */
export interface LogRoom {
  /** Makes another empty database of the same kind. */
  readonly empty: () => Promise<EmptyDatabase>;
  readonly place: EmptyDatabase;
  readonly database: Database;
  readonly log: Log;
  readonly feed: string;
  readonly created: FeedHead;
  readonly allChanges: () => Promise<readonly Change[]>;
  readonly post: (headline: string) => Promise<Item>;
  /** What a reader that applied every change from the beginning sees. */
  readonly fold: () => Promise<Snapshot>;
  readonly expectGapless: (changes: readonly Change[]) => void;
  /** Every row of these tables, as text. */
  readonly everyRow: (tables: readonly string[]) => Promise<string>;
}

/** Declares the same tests for every database the log works on. */
export function onEveryDatabase(
  title: string,
  declare: (room: LogRoom) => void,
  kinds: readonly Kind[] = databases,
): void {
  describe.each(kinds)(`${title}: %s`, (_name, empty, made) => {
    let place: EmptyDatabase;
    let database: Database;
    let log: Log;
    let feed: string;
    let created: FeedHead;

    beforeAll(async () => {
      place = await made();
      database = await place.open();
      log = new SqlLog(database);
    });

    beforeEach(async () => {
      feed = `feed-${randomUUID()}`;
      created = await log.createFeed(feed, info);
    });

    afterAll(async () => {
      await log.close();
      await place.drop();
    });

    const allChanges = () => log.read(feed, 0, 10_000);
    declare({
      empty,
      get place() {
        return place;
      },
      get database() {
        return database;
      },
      get log() {
        return log;
      },
      get feed() {
        return feed;
      },
      get created() {
        return created;
      },
      allChanges,
      post: async (headline) => (await log.append(feed, postOf(headline))).entry as Item,
      fold: async () =>
        (await allChanges()).reduce(apply, emptySnapshot(feed, created, created.info)),
      expectGapless: (changes) => {
        expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
        const tags = [created.tag, ...changes.map(({ tag }) => tag)];
        expect(changes.map(({ prev }) => prev)).toEqual(tags.slice(0, -1));
        expect(new Set(tags).size).toBe(tags.length);
      },
      everyRow: async (tables) => {
        const found = await Promise.all(
          tables.map((table) => sql`select * from ${sql.table(table)}`.execute(database.db)),
        );
        return JSON.stringify(found.map(({ rows }) => rows));
      },
    });
  });
}

/** Besides, through a pooler, which may give each transaction another connection. */
export function onEveryDatabaseAndPooler(title: string, declare: (room: LogRoom) => void): void {
  onEveryDatabase(title, declare, databasesAndPooler);
}
