import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import {
  NetworkPosts,
  type Mark,
  type NetworkPost,
  type OfItem,
  type PostsOfFollower,
} from './network-posts.ts';

export class SqlNetworkPosts extends NetworkPosts {
  constructor(private readonly database: Database) {
    super();
  }

  of(follower: string): PostsOfFollower {
    return {
      find: (item) => this.find(follower, item),
      intend: (item, mark) => this.intend(follower, item, mark),
      forget: (item, key) => this.database.write((tx) => endIntent(tx, follower, item, key)),
      keep: (item, post) => this.database.write((tx) => keepPost(tx, follower, item, post)),
      named: (item, post, key) =>
        this.database.write(async (tx) => {
          await keepPost(tx, follower, item, post);
          await endIntent(tx, follower, item, key);
        }),
      drop: (item) => this.drop(follower, item),
      isReported: (item, reason) => this.isReported(follower, item, reason),
    };
  }

  private find(follower: string, item: string): Promise<OfItem> {
    return this.database.run(async (db) => {
      const row = await db
        .selectFrom('network_posts')
        .select(['remotes', 'digest', 'remarks'])
        .where('follower', '=', follower)
        .where('item', '=', item)
        .executeTakeFirst();
      const intents = await db
        .selectFrom('network_intents')
        .select(['key', 'at', 'made_at'])
        .select(this.database.now.as('now'))
        .where('follower', '=', follower)
        .where('item', '=', item)
        .orderBy('made_at')
        .orderBy('key')
        .execute();
      return {
        // This file alone writes the column, so its JSON is not validated.
        ...(row && { post: { ...row, remotes: JSON.parse(row.remotes) as readonly string[] } }),
        intents: intents.map(({ key, at, made_at: made, now }) => ({
          key,
          at,
          ageSeconds: (Date.parse(now) - Date.parse(made)) / 1_000,
        })),
      };
    });
  }

  private async intend(follower: string, item: string, { key, at }: Mark): Promise<void> {
    await this.database.write((tx) =>
      tx
        .insertInto('network_intents')
        .values({ follower, item, key, at, made_at: this.database.now })
        .onConflict((known) => known.columns(['follower', 'item', 'key']).doNothing())
        .execute(),
    );
  }

  private async drop(follower: string, item: string): Promise<void> {
    await this.database.write(async (tx) => {
      for (const table of ['network_posts', 'network_intents'] as const) {
        await tx
          .deleteFrom(table)
          .where('follower', '=', follower)
          .where('item', '=', item)
          .execute();
      }
    });
  }

  private async isReported(follower: string, item: string, reason: string): Promise<boolean> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('dead_letters')
        .select('seq')
        .where('follower', '=', follower)
        .where('item', '=', item)
        .where('reason', '=', reason)
        .limit(1)
        .executeTakeFirst(),
    );
    return row !== undefined;
  }
}

async function keepPost(
  tx: Transaction<Schema>,
  follower: string,
  item: string,
  post: NetworkPost,
): Promise<void> {
  const kept = { ...post, remotes: JSON.stringify(post.remotes) };
  await tx
    .insertInto('network_posts')
    .values({ follower, item, ...kept })
    .onConflict((known) => known.columns(['follower', 'item']).doUpdateSet(kept))
    .execute();
}

async function endIntent(
  tx: Transaction<Schema>,
  follower: string,
  item: string,
  key: string,
): Promise<void> {
  await tx
    .deleteFrom('network_intents')
    .where('follower', '=', follower)
    .where('item', '=', item)
    .where('key', '=', key)
    .execute();
}
