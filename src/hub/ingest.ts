import type { Acceptance } from '../feed/acceptance.ts';
import type { Change } from '../feed/change.ts';
import type { Tail } from '../log/tail.ts';

/** Takes a change into a tail, if it is the next. `broken`: it is, and cannot be applied; `strange` is told why. */
export function ingest(
  tail: Tail,
  change: Change,
  strange: (feed: string, what: string) => void,
): Acceptance | 'broken' {
  try {
    return tail.ingest(change);
  } catch (error) {
    strange(change.feed, `change ${change.seq} cannot be applied: ${String(error)}`);
    return 'broken';
  }
}
