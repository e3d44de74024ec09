import type { Database } from '../../database/database.ts';
import { pushName } from '../../followers/kinds/push.ts';
import { openFeedsOf } from '../../followers/store/open-feeds.ts';
import type { PushCounts, PushQueue } from './browser.ts';

/** What the newsroom knows of browsers that are told news: numbers, never addresses. Also the injection token. */
export class PushAudience {
  constructor(private readonly database: Database) {}

  /** The feeds that offer push. */
  openFeeds(): Promise<readonly string[]> {
    return openFeedsOf(this.database, pushName);
  }

  async counts(feed: string): Promise<PushCounts> {
    const [all, breaking, waiting] = await this.database.run((db) =>
      Promise.all([
        db
          .selectFrom('push_choices')
          .select((select) => select.fn.count<number>('browser').distinct().as('count'))
          .where('feed', '=', feed)
          .executeTakeFirstOrThrow(),
        db
          .selectFrom('push_choices')
          .select((select) => select.fn.countAll<number>().as('count'))
          .where('feed', '=', feed)
          .where('filter', '=', 'breaking')
          .executeTakeFirstOrThrow(),
        db
          .selectFrom('pushes')
          .select((select) => [
            select.fn.countAll<number>().as('count'),
            select.fn.min('at').as('oldest'),
          ])
          .where('feed', '=', feed)
          .where('due', '=', 1)
          .executeTakeFirstOrThrow(),
      ]),
    );
    return {
      browsers: all.count,
      breaking: breaking.count,
      waiting: waiting.count,
      ...(waiting.oldest !== null && { oldestAt: waiting.oldest }),
    };
  }

  async queue(): Promise<PushQueue> {
    const { now } = this.database;
    const [browsers, waiting] = await this.database.run((db) =>
      Promise.all([
        db
          .selectFrom('push_browsers')
          .select((select) => select.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow(),
        db
          .selectFrom('pushes')
          .select((select) => [
            select.fn.countAll<number>().as('count'),
            select.fn.min('at').as('oldest'),
          ])
          .select(now.as('now'))
          .where('due', '=', 1)
          .executeTakeFirstOrThrow(),
      ]),
    );
    const { oldest } = waiting;
    return {
      browsers: browsers.count,
      waiting: waiting.count,
      oldestSeconds:
        oldest === null ? 0 : Math.max(0, (Date.parse(waiting.now) - Date.parse(oldest)) / 1_000),
    };
  }
}
