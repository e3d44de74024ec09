import { recordAct, type Actor } from '../../database/audit.ts';
import { hasFeed } from '../../database/has-feed.ts';
import type { Database } from '../../database/database.ts';
import type { Snippet, SnippetList } from '../../feed/newsroom-messages.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import { Snippets } from '../snippets.ts';

export class SqlSnippets extends Snippets {
  constructor(private readonly database: Database) {
    super();
  }

  async of(feed: string): Promise<SnippetList | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('feeds')
        .leftJoin('snippets', 'snippets.feed', 'feeds.slug')
        .select(['snippets.rev', 'snippets.list'])
        .where('slug', '=', feed)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : listOf(row);
  }

  async replace(
    feed: string,
    rev: number,
    snippets: readonly Snippet[],
    by: Actor,
  ): Promise<SnippetList> {
    const list = JSON.stringify(snippets);
    const next = rev + 1;
    return this.database.write(async (tx) => {
      if (!(await hasFeed(tx, feed))) throw unknownFeed(feed);
      const row =
        rev === 0
          ? await tx
              .insertInto('snippets')
              .values({ feed, rev: next, list })
              .onConflict((conflict) => conflict.column('feed').doNothing())
              .returning(['rev', 'list'])
              .executeTakeFirst()
          : await tx
              .updateTable('snippets')
              .set({ rev: next, list })
              .where('feed', '=', feed)
              .where('rev', '=', rev)
              .returning(['rev', 'list'])
              .executeTakeFirst();
      if (row === undefined) {
        throw new Refusal(
          'stale_revision',
          'Somebody changed the snippets since. Fetch them again, and make your change in them.',
        );
      }
      await recordAct(tx, this.database, by, { action: 'change snippets', feed });
      return listOf(row);
    });
  }
}

// This class alone writes the column, so its JSON is not validated.
function listOf({ rev, list }: { rev: number | null; list: string | null }): SnippetList {
  const snippets = JSON.parse(list ?? '[]') as SnippetList['snippets'];
  return { rev: rev ?? 0, snippets };
}
