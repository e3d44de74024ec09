import type { Role } from '../../../src/accounts/principal.ts';
import type { Grant } from './people-calls.ts';

/** The roles as choices, the most common first. */
export const roleChoices: readonly (readonly [Role, string])[] = [
  ['reporter', 'Reporter'],
  ['editor', 'Editor'],
  ['admin', 'Admin'],
  ['none', 'Nothing'],
];

export function roleName(role: Role): string {
  return roleChoices.find(([name]) => name === role)?.[1] ?? role;
}

/** What a role lets somebody do, where it is given. */
export function roleEffect(role: Role): string {
  switch (role) {
    case 'none':
      return 'May do nothing, but what a role in single feeds allows.';
    case 'reporter':
      return 'Writes drafts. Readers see none of it until an editor publishes it.';
    case 'editor':
      return 'Writes, publishes, corrects and takes down.';
    case 'admin':
      return 'All that an editor may, and people, tokens, feeds and the audit.';
  }
}

/** "Reporter; Editor in storm". */
export function grantWords({ role, feeds }: Grant): string {
  const inFeeds = Object.entries(feeds).map(([feed, other]) => `${roleName(other)} in ${feed}`);
  return [roleName(role), ...inFeeds].join('; ');
}
