import { sql, type SqlBool } from 'kysely';
import type { Session } from '../../database/database.ts';

interface Erasure {
  readonly seq: number;
  readonly tag: string;
}

/** The newest change that cleared texts in older rows (see Log.lastTakedown), without a scan of the log. */
export async function lastErasure(db: Session, feed: string): Promise<Erasure | undefined> {
  // The few takedowns have a table, which is joined with their changes.
  const takedown = await db
    .selectFrom('takedowns')
    .innerJoin('changes', (join) =>
      join
        .onRef('changes.feed', '=', 'takedowns.feed')
        .onRef('changes.item', '=', 'takedowns.item'),
    )
    .select(['changes.seq', 'changes.tag'])
    .where('takedowns.feed', '=', feed)
    .where('changes.kind', '=', 'takedown')
    .orderBy('changes.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const redaction = await db
    .selectFrom('changes')
    .select(['seq', 'tag'])
    .where('feed', '=', feed)
    // The same words as in the index (011-redactions.ts): SQLite uses it for nothing else.
    .where(sql<SqlBool>`kind = 'redact'`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (takedown === undefined || redaction === undefined) return takedown ?? redaction;
  return takedown.seq > redaction.seq ? takedown : redaction;
}
