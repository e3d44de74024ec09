import type { Actor } from '../database/audit.ts';
import { Refusal } from '../feed/refusal.ts';
import type { Grant, ListedPerson, Person, PersonChange } from './person.ts';

/** A person and the hash of the password. */
export interface Secretive {
  readonly person: Person;
  readonly password: string;
}

/** An invitation that was not accepted yet. */
export interface Invitation extends Grant {
  readonly id: string;
  readonly email?: string;
  /** Who invites, by name. */
  readonly by: string;
  readonly expiresAt: string;
}

/** The people of the newsroom, and those who are invited. Secrets are stored as hashes. `by`: who does it. */
export abstract class People {
  /** All of them, by name. */
  abstract list(): Promise<readonly ListedPerson[]>;

  /** Whoever is signed in by this name, in whatever case. */
  abstract named(name: string): Promise<Secretive | undefined>;

  /**
   * Changes a person. Throws `not_found`, `name_taken`, or `last_admin` where nobody would be left who manages people.
   */
  abstract change(id: string, change: PersonChange, by: Actor): Promise<Person>;

  /** Sets another password and ends all sessions of the person but `keep`. */
  abstract setPassword(id: string, password: string, keep: string, by: Actor): Promise<void>;

  /** Removes a person and all sessions. Throws `not_found` or `last_admin`. */
  abstract remove(id: string, by: Actor): Promise<void>;

  /** Stores an invitation by the hash of its code. `lifeSeconds` is counted by the database's clock. */
  abstract invite(
    hash: string,
    invitation: Omit<Invitation, 'id' | 'expiresAt' | 'by'>,
    lifeSeconds: number,
    by: Actor,
  ): Promise<Invitation>;

  /** Those that can still be accepted, the oldest first. */
  abstract invitations(): Promise<readonly Invitation[]>;

  /** Takes an invitation back. False where there is none. */
  abstract uninvite(id: string, by: Actor): Promise<boolean>;

  /** Whether a code can be accepted. */
  abstract isInvited(hash: string): Promise<boolean>;

  /**
   * Uses an invitation up, or the sign-in code of the first start, which makes an admin, and makes the person. `from`:
   * where that person is. Throws `not_signed_in` for a code that is unknown, used or too old; `name_taken`: the code can
   * be used again.
   */
  abstract accept(
    hash: string,
    name: string,
    password: string,
    from: Pick<Actor, 'address'>,
  ): Promise<Person>;
}

/** The refusal of a code that nobody can come in by. */
export function noInvitation(): Refusal {
  return new Refusal(
    'not_signed_in',
    'This invitation was used already, was taken back, or is too old. Ask for another one.',
  );
}
