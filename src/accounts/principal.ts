/** A role in the newsroom; `rights` lists what it allows. */
export type Role = 'admin';

/** Who calls the newsroom. Every action is checked with `may`. */
export interface Principal {
  readonly name: string;
  readonly role: Role;
}

/**
 * What can be asked of a newsroom, each for one feed or, without one, for the whole house.
 * `write drafts`: what no reader sees unless somebody else acts, and previews. `publish`: whatever readers see, at once or
 * at a time: a new item, a change of a published one, a pin, a takedown, the release of a draft, an embargo, and every
 * change of an embargoed item, which goes out by itself.
 */
export const actions = [
  'read drafts',
  'write drafts',
  'publish',
  'change feed',
  'create feed',
  'list feeds',
] as const;

export type Action = (typeof actions)[number];

/** What each role may do, in every feed. */
export const rights: Readonly<Record<Role, readonly Action[]>> = { admin: actions };

/** True when a principal may do this in a feed, or without a feed in all feeds. An unknown role may do nothing. */
export function may({ role }: Principal, action: Action, _feed?: string): boolean {
  return Object.hasOwn(rights, role) && rights[role].includes(action);
}
