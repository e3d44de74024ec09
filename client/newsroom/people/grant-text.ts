import type { Role } from '../../../src/accounts/principal.ts';
import { faultyInput } from '../api/problem.ts';
import type { Grant } from './people-calls.ts';

/** A grant while it is being typed. */
export interface GrantText {
  readonly role: Role;
  readonly feeds: readonly { readonly feed: string; readonly role: Role }[];
}

export const firstGrant: GrantText = { role: 'reporter', feeds: [] };

export function textOfGrant({ role, feeds }: Grant): GrantText {
  return { role, feeds: Object.entries(feeds).map(([feed, other]) => ({ feed, role: other })) };
}

/** The grant that was typed. Throws a Problem for a feed that is named twice: one of the roles would be lost. */
export function grantOf({ role, feeds }: GrantText): Grant {
  const named = feeds
    .map((one) => ({ ...one, feed: one.feed.trim() }))
    .filter(({ feed }) => feed !== '');
  const twice = named.find(({ feed }, at) => named.findIndex((one) => one.feed === feed) !== at);
  if (twice !== undefined) {
    throw faultyInput('/feeds', `"${twice.feed}" is named twice: take one of the two away.`);
  }
  return { role, feeds: Object.fromEntries(named.map((one) => [one.feed, one.role])) };
}
