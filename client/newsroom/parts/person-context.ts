import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { may, type Action } from '../../../src/accounts/principal.ts';
import type { Person } from '../api/answers.ts';

/** Who is signed in. */
export const PersonContext = createContext<Person | null>(null);

export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (person === null) throw new Error('Only inside a session.');
  return person;
}

/**
 * Whether the signed-in person may do something, in a feed or in the house. It decides what is shown: the server decides
 * by the same table what is done.
 */
export function useMay(action: Action, feed?: string): boolean {
  return may(usePerson(), action, feed);
}
