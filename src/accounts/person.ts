import type { FeedRoles, Role } from './principal.ts';

export type { Actor } from '../database/audit.ts';

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  /** What it is signed in by and shown as; no two people have the same, whatever their case. */
  readonly name: string;
  readonly email?: string;
  readonly role: Role;
  readonly feeds: FeedRoles;
  readonly createdAt: string;
}

/** A person among all of them. */
export interface ListedPerson extends Person {
  /** When one of the sessions that are open was last used, to a minute; undefined where none is. */
  readonly seenAt?: string;
  /** Whether the password alone opens nothing. */
  readonly secondFactor: boolean;
  /** How many. */
  readonly passkeys: number;
}

/** What a person, an invitation or a token may do. */
export interface Grant {
  readonly role: Role;
  readonly feeds: FeedRoles;
}

/** What of a person an admin can change. */
export type PersonChange = Partial<Pick<Person, 'name' | 'role' | 'feeds'>> & {
  /** Null: none. */
  readonly email?: string | null;
};
