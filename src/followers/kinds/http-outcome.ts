import type { Reply } from '../send/safe-client.ts';
import type { Failure, Outcome } from './kind.ts';

/** Refusals of HTTP that say nothing of what was sent: time-out, too early, too many. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** What an answer of HTTP says. A redirect is not followed: the signed message is for the address that was given. */
export function outcomeOf({ status, afterSeconds }: Reply): Outcome {
  const reason = `answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'done', status };
  if (status === 410) return { kind: 'gone', status, reason };
  if (status >= 400 && status < 500 && !passing.has(status))
    return { kind: 'never', status, reason };
  return {
    kind: 'again',
    status,
    reason: status >= 300 && status < 400 ? `${reason}, a redirect` : reason,
    ...(afterSeconds !== undefined && { afterSeconds }),
  };
}

/**
 * Why a target has not taken a document; undefined where it has taken it. The next document contains this one, so a refusal is no
 * dead letter: the target is tried again, as after any failure. Only 410 ends it.
 */
export function failureOf(reply: Reply): Failure | undefined {
  const outcome = outcomeOf(reply);
  if (outcome.kind === 'done') return undefined;
  return outcome.kind === 'never' ? { ...outcome, kind: 'again' } : outcome;
}
