import type { Database } from '../../database/database.ts';
import { NetworkPosts, type NetworkPost, type PostsOfFollower } from './network-posts.ts';

export class SqlNetworkPosts extends NetworkPosts {
  constructor(private readonly database: Database) {
    super();
  }

  of(follower: string): PostsOfFollower {
    return {
      find: (item) => this.find(follower, item),
      keep: (item, post) => this.keep(follower, item, post),
      drop: (item) => this.drop(follower, item),
    };
  }

  private async find(follower: string, item: string): Promise<NetworkPost | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('network_posts')
        .select(['remotes', 'digest', 'remarks'])
        .where('follower', '=', follower)
        .where('item', '=', item)
        .executeTakeFirst(),
    );
    // This file alone writes the column, so its JSON is not validated.
    return row && { ...row, remotes: JSON.parse(row.remotes) as readonly string[] };
  }

  private async keep(follower: string, item: string, post: NetworkPost): Promise<void> {
    const kept = { ...post, remotes: JSON.stringify(post.remotes) };
    await this.database.write((tx) =>
      tx
        .insertInto('network_posts')
        .values({ follower, item, ...kept })
        .onConflict((known) => known.columns(['follower', 'item']).doUpdateSet(kept))
        .execute(),
    );
  }

  private async drop(follower: string, item: string): Promise<void> {
    await this.database.write((tx) =>
      tx
        .deleteFrom('network_posts')
        .where('follower', '=', follower)
        .where('item', '=', item)
        .execute(),
    );
  }
}
