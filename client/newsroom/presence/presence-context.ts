import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { Colleague, ItemEdit } from '../../../src/feed/newsroom-messages.ts';

/** Who is in the feed and who edits what in it, as far as this page was told: nobody while it is not connected. */
export interface Presence {
  /** The id of the person at this page. */
  readonly me: string;
  readonly people: readonly Colleague[];
  readonly edits: readonly ItemEdit[];
  /** How many readers have the feed open, without those that poll; undefined while it is not known. */
  readonly readers: number | undefined;
  /** Tells the others that an item or draft is edited here, until the returned function is called. */
  readonly edit: (item: string) => () => void;
}

export const alone: Presence = {
  me: '',
  people: [],
  edits: [],
  readers: undefined,
  edit: () => () => undefined,
};

export const PresenceContext = createContext<Presence>(alone);

/** How many readers have the feed open now; undefined while it is not known. */
export function useReaders(): number | undefined {
  return useContext(PresenceContext).readers;
}

/** The names of those who edit an item beside this person. */
export function useOthersEditing(item: string): readonly string[] {
  const { me, edits } = useContext(PresenceContext);
  return edits.flatMap((edit) =>
    edit.item === item && edit.person.id !== me ? [edit.person.name] : [],
  );
}

/** Tells the others that an item is edited, and returns who has taken it over since. */
export function useEditing(item: string): string | undefined {
  const { me, edits, edit } = useContext(PresenceContext);
  useEffect(() => edit(item), [edit, item]);
  const here = edits.filter((one) => one.item === item);
  const own = here.find(({ person }) => person.id === me);
  const last = here.at(-1);
  return own === undefined || last === own ? undefined : last?.person.name;
}
