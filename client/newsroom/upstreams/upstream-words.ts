import { ownTime } from '../parts/own-time.ts';
import type { Upstream } from './upstream-calls.ts';

/** How an upstream is, in words. */
export function healthWords({ health, reason, behind, answeredAt, nextAt }: Upstream): string {
  const waiting = behind === 0 ? '' : ` ${count(behind, 'change is', 'changes are')} not here yet.`;
  switch (health) {
    case 'paused':
      return `Paused.${waiting}`;
    case 'ended':
      return 'Ended: the other newsroom wants nothing of its feed here any more.';
    case 'failing': {
      const next = nextAt === undefined ? '' : ` Next look ${ownTime(nextAt)}.`;
      return `It ${reason}.${waiting}${next}`;
    }
    default: {
      const last = answeredAt === undefined ? 'Not asked yet.' : `Asked ${ownTime(answeredAt)}.`;
      return behind === 0 ? `Well: all is here. ${last}` : `Well.${waiting}`;
    }
  }
}

/** What people should look at, each a sentence. */
export function notices(upstream: Upstream): readonly string[] {
  const { kept, skipped, skippedReason, missing } = upstream;
  return [
    ...(kept > 0
      ? [`${count(kept, 'item was', 'items were')} changed here: later words of it were left.`]
      : []),
    ...(skipped > 0
      ? [`${count(skipped, 'change was', 'changes were')} not taken. The latest: ${skippedReason}`]
      : []),
    ...(missing > 0
      ? [`Its log had another history: ${count(missing, 'item', 'items')} of it stayed here alone.`]
      : []),
  ];
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
