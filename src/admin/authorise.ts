import type { Request } from 'express';
import { isSlug } from '../feed/feed-info.ts';
import { Refusal, unknownFeed } from '../feed/refusal.ts';
import { may, type Action } from '../accounts/principal.ts';
import { principalOf } from './session/newsroom.guard.ts';

/** Throws unless who asks may do this to this feed. Every newsroom call begins with it. */
export function authorise(request: Request, action: Action, feed?: string): void {
  const principal = principalOf(request);
  if (!may(principal, action, feed)) {
    throw new Refusal('not_allowed', `"${principal.name}" may not ${action} here.`);
  }
  if (feed !== undefined && !isSlug(feed)) throw unknownFeed('');
}
