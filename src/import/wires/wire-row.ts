import type { WireRow } from '../../database/rows/wire-rows.ts';
import type { FoundWire, NewWire, Wire, WireFilter, WireLook } from './wire.ts';

/** Looks that fail in a row until it counts as down. */
const downAfter = 5;

/** A row as the newsroom sees it. */
export function wireOf(row: WireRow): Wire {
  const { id, by, state, failures, latest } = row;
  const failing = failures > 0 ? 'failing' : 'well';
  const running = failures >= downAfter ? 'down' : failing;
  return {
    ...settingsOf(row),
    id,
    by,
    createdAt: row.created_at,
    health: state === 'paused' ? 'paused' : running,
    ...(state === 'running' && { nextAt: row.due_at }),
    ...(latest !== null && { latest: JSON.parse(latest) as WireLook }),
  };
}

/** A row as the instance needs it that looks at it. */
export function foundOf(row: WireRow): FoundWire {
  const { id, rev, since, by, by_person: person, failures, etag, modified } = row;
  return {
    ...settingsOf(row),
    id,
    rev,
    since,
    actor: { name: by, ...(person !== null && { person }) },
    failures,
    ...(etag !== null && { etag }),
    ...(modified !== null && { modified }),
  };
}

function settingsOf({ feed, url, goes, every_seconds: everySeconds, filter }: WireRow): NewWire {
  return {
    feed,
    url,
    goes,
    everySeconds,
    filter: JSON.parse(filter) as WireFilter,
  };
}
