import { ownTime } from '../parts/own-time.ts';
import type { Follower, FollowerAnswer } from './follower-calls.ts';

/** How a follower is, in words. */
export function healthWords({ health, pause, nextAt, behind }: Follower): string {
  const waiting = behind === 0 ? '' : ` ${countOf(behind, 'change waits', 'changes wait')}.`;
  const next = nextAt === undefined ? '' : ` Next try ${ownTime(nextAt)}.`;
  switch (health) {
    case 'paused':
      return `Paused: ${pauseWords(pause)}.${waiting}`;
    case 'down':
      return `Its target is down.${waiting}${next}`;
    case 'failing':
      return `The latest try failed.${waiting}${next}`;
    default:
      return behind === 0 ? 'Well: it has told everything.' : `Well.${waiting}`;
  }
}

/** What became of an attempt, in words. */
export function answerWords({ outcome, reason, ms }: FollowerAnswer): string {
  return outcome === 'done' ? `taken in ${ms} ms` : `not taken: ${reason}`;
}

export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function pauseWords(pause: string): string {
  switch (pause) {
    case 'gone':
      return 'its target wants nothing more';
    case 'dead letters':
      return 'too much was refused by its target';
    case 'history':
      return 'the log has another history than it was told';
    default:
      return 'somebody paused it';
  }
}
