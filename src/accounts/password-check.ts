import { Refusal } from '../feed/refusal.ts';
import type { Passwords } from './passwords.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Principal } from './principal.ts';

/** Finds people by name and password. */
export class PasswordCheck {
  constructor(
    private readonly people: People,
    private readonly passwords: Passwords,
  ) {}

  /** Throws `not_signed_in`, after the same time and in the same words for an unknown name as for a wrong password. */
  async byName(name: string, password: string): Promise<Person> {
    const person = await this.find(name, password);
    if (person !== undefined) return person;
    throw new Refusal('not_signed_in', 'Name and password do not belong together.');
  }

  /**
   * Who is signed in and gives the password again, before an act that somebody at an open desk must not do. Throws
   * `wrong_password`, or `not_allowed` for who has none.
   */
  async again({ id, name }: Principal, password: string): Promise<Person> {
    if (id === undefined) throw new Refusal('not_allowed', `"${name}" has no password.`);
    const person = await this.find(name, password);
    if (person?.id === id) return person;
    throw new Refusal('wrong_password', 'Nothing was changed. Type the password you sign in with.');
  }

  private async find(name: string, password: string): Promise<Person | undefined> {
    const found = await this.people.named(name);
    const isRight = await this.passwords.matches(password, found?.password);
    return isRight ? found?.person : undefined;
  }
}
