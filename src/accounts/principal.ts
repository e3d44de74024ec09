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
  /** Of the person or the API token; undefined for whoever ADMIN_TOKEN or the link of the first start stands for. */
  readonly id?: string;
}

/**
 * What can be asked of a newsroom, each for one feed or, without one, for the whole house.
 * `write drafts`: what no reader sees unless somebody else acts, and previews. `publish`: whatever readers see, at once or
 * at a time: a new item, a change of a published one, a pin, a takedown, the release of a draft, an embargo, and every
 * change of an embargoed item, which goes out by itself. `manage people`: people, invitations and tokens. `manage followers`: where a feed's changes go outside, and with which secrets. `manage upstreams`: which feeds of other newsrooms come into a feed. `manage reader keys`: by which keys sites sign for their readers. `change site`, `count site`: the campaign of
 * all feeds that have none, and its count.
 * `import or export`: a whole story comes in or goes out, with its past.
 */
export const actions = [
  'read drafts',
  'write drafts',
  'publish',
  'change feed',
  'manage followers',
  'manage upstreams',
  'manage reader keys',
  'import or export',
  'create feed',
  'change site',
  'count site',
  'list feeds',
  'manage people',
] as const;

export type Action = (typeof actions)[number];

/** What each role may do, in a feed and, where an action has no feed, in the house. */
export const rights: Readonly<Record<Role, readonly Action[]>> = {
  none: [],
  reporter: ['read drafts', 'write drafts', 'list feeds'],
  editor: ['read drafts', 'write drafts', 'publish', 'count site', 'list feeds'],
  admin: actions,
};

/** What concerns the whole house: no role in a single feed allows it. */
const ofTheHouse: readonly Action[] = ['create feed', 'change site', 'count site', 'manage people'];

/**
 * True when a principal may do this in a feed or, without a feed, in the house. What concerns no feed in particular (the
 * list of feeds, a preview) is for who may do it in any feed. An unknown role may do nothing.
 */
export function may(
  { role, feeds = {} }: Pick<Principal, 'role' | 'feeds'>,
  action: Action,
  feed?: string,
): boolean {
  if (feed !== undefined) return allows(Object.hasOwn(feeds, feed) ? feeds[feed] : role, action);
  const inFeeds = ofTheHouse.includes(action) ? [] : Object.values(feeds);
  return [role, ...inFeeds].some((one) => allows(one, action));
}

function allows(role: Role | undefined, action: Action): boolean {
  return role !== undefined && Object.hasOwn(rights, role) && rights[role].includes(action);
}
