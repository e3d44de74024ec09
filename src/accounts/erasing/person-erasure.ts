import type { Actor } from '../person.ts';

/** What stands in the place of a name that was erased. */
export const erasedName = 'erased person';

/** Erases people, those who were removed before included. A port. */
export abstract class PersonErasure {
  /**
   * Removes a person as `People.remove` does, and the person's name, address and devices from everything that the newsroom keeps of
   * who did what. What was published stays as it is, bylines too: it is the newsroom's. Throws `not_found` for who never did anything here,
   * `last_admin`, and `not_allowed` where somebody would erase themselves.
   */
  abstract erase(id: string, by: Actor): Promise<void>;
}
