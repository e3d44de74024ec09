import { Refusal } from '../../feed/refusal.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import { fieldsOf } from '../answers.ts';

/** The upstream refuses the feed. */
export class RefusedFeed extends RemoteFault {
  constructor(
    readonly code: string,
    readonly retry: boolean,
  ) {
    super(`refuses the feed (${code})`);
  }

  static from(told: unknown): RefusedFeed {
    const { code, retry } = fieldsOf(told);
    const named = typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : 'unknown';
    return new RefusedFeed(named, retry === true);
  }
}

/** A line that broke, or was closed here, says nothing of the upstream. */
export function isBrokenLine(error: unknown): boolean {
  if (error instanceof RemoteFault || error instanceof Refusal) return false;
  return error instanceof Error && 'code' in error;
}
