import { sql, type SqlBool } from 'kysely';
import type { UpstreamRow } from '../../../database/rows/follower-rows.ts';
import type { Compared, FoundUpstream, Upstream } from '../../upstreams/upstream.ts';

/** A row as the newsroom sees it. Without the token. */
export function upstreamOf(row: UpstreamRow, kept: number): Upstream {
  const { id, feed, url, name, mode, by, seq, reason } = row;
  const { answered_at: answeredAt, wait_until: nextAt, skipped_reason: skippedReason } = row;
  return {
    id,
    feed,
    url,
    name,
    mode,
    hasToken: row.token !== null,
    by,
    createdAt: row.created_at,
    health: healthOf(row),
    ...(reason !== null && { reason }),
    seq,
    behind: Math.max(0, row.head - seq),
    ...(answeredAt !== null && { answeredAt }),
    ...(nextAt !== null && row.state === 'running' && row.failures > 0 && { nextAt }),
    kept,
    skipped: row.skipped,
    ...(skippedReason !== null && { skippedReason }),
    // This folder alone writes the column, so its JSON is not validated.
    ...(row.compared !== null && { compared: JSON.parse(row.compared) as Compared }),
  };
}

/** A row as the instance needs it that reads the upstream. */
export function foundUpstream(row: UpstreamRow): FoundUpstream {
  const { id, feed, url, name, mode, token, since, rev, epoch, seq, tag, failures } = row;
  return {
    id,
    feed,
    url,
    name,
    mode,
    ...(token !== null && { token }),
    ...(since !== null && { since }),
    rev,
    position: { epoch, seq, tag },
    failures,
  };
}

/** How the external ids of an upstream's items begin. */
export function externalStart(url: string): string {
  return `${url}/items/`;
}

/** The condition that an external id is one of an upstream's items. */
export function isOf(url: string) {
  const start = externalStart(url);
  return sql<SqlBool>`substr(external_ids.id, 1, ${start.length}) = ${start}`;
}

function healthOf({ state, failures }: UpstreamRow): Upstream['health'] {
  if (state !== 'running') return state;
  return failures > 0 ? 'failing' : 'well';
}
