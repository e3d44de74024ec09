/** The roles of the newsroom, the weakest first; `rights` lists what each allows. */
export const roles = ['none', 'reporter', 'editor', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Another role than the general one in some feeds, by their slugs. */
export type FeedRoles = Readonly<Record<string, Role>>;

/** Who calls the newsroom. Every action is checked with `may`. */
export interface Principal {
  readonly name: string;
  readonly role: Role;
  readonly feeds?: FeedRoles;
  /** Of the person; undefined for the person that ADMIN_TOKEN stands for, and for what a token names. */
  readonly id?: string;
}

/**
 * What can be asked of a newsroom, each for one feed or, without one, for the whole house.
 * `write drafts`: what no reader sees unless somebody else acts, and previews. `publish`: whatever readers see, at once or
 * at a time: a new item, a change of a published one, a pin, a takedown, the release of a draft, an embargo, and every
 * change of an embargoed item, which goes out by itself. `manage people`: people, invitations and tokens.
 */
export const actions = [
  'read drafts',
  'write drafts',
  'publish',
  'change feed',
  'create feed',
  'list feeds',
  'manage people',
] as const;

export type Action = (typeof actions)[number];

/** What each role may do, in a feed and, where an action has no feed, in the house. */
export const rights: Readonly<Record<Role, readonly Action[]>> = {
  none: [],
  reporter: ['read drafts', 'write drafts', 'list feeds'],
  editor: ['read drafts', 'write drafts', 'publish', 'list feeds'],
  admin: actions,
};

/**
 * True when a principal may do this in a feed or, without a feed, in the house. Feeds are listed for who may list them
 * in any feed. An unknown role may do nothing.
 */
export function may(
  { role, feeds = {} }: Pick<Principal, 'role' | 'feeds'>,
  action: Action,
  feed?: string,
): boolean {
  if (feed !== undefined) return allows(Object.hasOwn(feeds, feed) ? feeds[feed] : role, action);
  const everywhere = action === 'list feeds' ? Object.values(feeds) : [];
  return [role, ...everywhere].some((one) => allows(one, action));
}

function allows(role: Role | undefined, action: Action): boolean {
  return role !== undefined && Object.hasOwn(rights, role) && rights[role].includes(action);
}
