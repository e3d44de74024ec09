/** What somebody is in the newsroom; `rights` says what that allows. */
export type Role = 'admin';

/** Who asks the newsroom for something. Only what `may` allows is done. */
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

/** Whether a principal may do this, in this feed or in the whole house. A role that is not in `rights` may nothing. */
export function may({ role }: Principal, action: Action, _feed?: string): boolean {
  return Object.hasOwn(rights, role) && rights[role].includes(action);
}
