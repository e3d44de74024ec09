import { may, type Action, type Principal } from '../../accounts/principal.ts';
import { Refusal } from '../../feed/refusal.ts';

/** Throws `not_allowed` unless the principal may do one of the actions in this feed, or without a feed in all feeds. */
export function demand(principal: Principal, actions: readonly Action[], feed?: string): void {
  if (actions.some((action) => may(principal, action, feed))) return;
  throw new Refusal(
    'not_allowed',
    `"${principal.name}" may not ${actions.join(' or ')} here. Ask an administrator.`,
  );
}
