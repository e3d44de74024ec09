import type { Session } from './database.ts';

/** Whether there is such a feed. */
export async function hasFeed(tx: Session, feed: string): Promise<boolean> {
  const found = await tx
    .selectFrom('feeds')
    .select('slug')
    .where('slug', '=', feed)
    .executeTakeFirst();
  return found !== undefined;
}
