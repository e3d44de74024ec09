import type { Seat, SeatEdit } from '../bus/notice.ts';
import type { Editor } from './editor.ts';

/** People of a feed at one instance that the others are told of; whoever is above it is not let into the feed here. */
export const maxSeats = 100;

/** The seats of a feed at this instance. A person with several tabs has one, with what is edited in any of them. */
export function localSeats(editors: Iterable<Editor>, feed: string): readonly Seat[] {
  const seats = new Map<string, Seat & { readonly edits: SeatEdit[] }>();
  for (const { places, person } of editors) {
    const place = places.get(feed);
    if (place === undefined) continue;
    const known = seats.get(person.id);
    const edits = [...(known?.edits ?? [])];
    for (const edit of place.edits.values()) {
      const at = edits.findIndex(({ item }) => item === edit.item);
      if (at === -1) edits.push(edit);
      else if ((edits[at]?.turn ?? 0) < edit.turn) edits[at] = edit;
    }
    const since = known !== undefined && known.since < place.since ? known.since : place.since;
    seats.set(person.id, { person, since, edits });
  }
  return [...seats.values()];
}

/** The feeds of the editors' own pages here, which follow a feed as readers do. */
export function pagesOf(editors: Iterable<Editor>): readonly string[] {
  return [...editors].flatMap(({ credential, places }) =>
    credential.kind === 'session' ? [...places.keys()] : [],
  );
}
