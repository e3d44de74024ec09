import type { Seat, SeatsNotice } from '../bus/notice.ts';
import type { Colleague, ItemEdit } from '../feed/newsroom-messages.ts';

/** What an instance has not repeated for this long is over: it has crashed, or cannot be reached. */
export const seatLeaseMs = 7_000;
/** An instance repeats its seats this often. */
export const seatBeatMs = 2_000;

/** Feeds of other instances that are remembered; what is above it is not shown. */
const maxTold = 5_000;

interface Told {
  readonly count: number;
  readonly seats: readonly Seat[];
  readonly atMs: number;
}

/** Who is in a feed, and who edits what. */
export interface FeedView {
  readonly people: readonly Colleague[];
  readonly edits: readonly ItemEdit[];
}

/**
 * Who is in which feed, merged from what each instance says of its own seats. Each notice has all seats of one feed at
 * one instance: notices may be lost, doubled, late and reordered, and every instance that hears the last one agrees.
 */
export class Roster {
  /** By feed, then by instance. */
  private readonly feeds = new Map<string, Map<string, Told>>();
  private told = 0;

  /** True when the view of the notice's feed has to be drawn again. */
  hear({ feed, instance, count, seats }: SeatsNotice, nowMs: number): boolean {
    const instances = this.feeds.get(feed) ?? new Map<string, Told>();
    const known = instances.get(instance);
    if (known !== undefined && known.count > count) return false;
    // An empty list is kept until its lease ends, so that an older notice that comes late does not count.
    if (known === undefined) {
      if (this.told >= maxTold) return false;
      this.told += 1;
    }
    this.feeds.set(feed, instances);
    instances.set(instance, { count, seats, atMs: nowMs });
    return JSON.stringify(known?.seats ?? []) !== JSON.stringify(seats);
  }

  /** Forgets what was not repeated in time. Returns the feeds whose view has changed. */
  expire(nowMs: number): readonly string[] {
    const changed: string[] = [];
    for (const [feed, instances] of this.feeds) {
      const late = [...instances].filter(([, { atMs }]) => nowMs - atMs > seatLeaseMs);
      for (const [instance] of late) instances.delete(instance);
      this.told -= late.length;
      if (instances.size === 0) this.feeds.delete(feed);
      if (late.some(([, { seats }]) => seats.length > 0)) changed.push(feed);
    }
    return changed;
  }

  /** The same for whoever has heard the same, in whatever order. A person with several tabs is one. */
  view(feed: string): FeedView {
    const seats = [...(this.feeds.get(feed)?.values() ?? [])].flatMap((told) => told.seats);
    const people = new Map<string, Colleague>();
    const edits = new Map<string, ItemEdit>();
    for (const { person, since, edits: own } of seats) {
      const known = people.get(person.id);
      if (known === undefined || since < known.since) people.set(person.id, { ...person, since });
      for (const edit of own) {
        const key = `${edit.item} ${person.id}`;
        const other = edits.get(key);
        if (other === undefined || isLater(edit, other)) edits.set(key, { ...edit, person });
      }
    }
    return {
      people: [...people.values()].sort((a, b) => compare(a.since, b.since) || compare(a.id, b.id)),
      edits: [...edits.values()].sort(
        (a, b) => compare(a.item, b.item) || a.turn - b.turn || compare(a.person.id, b.person.id),
      ),
    };
  }

  /** The turn of who comes to an item next. */
  nextTurn(feed: string, item: string): number {
    const turns = this.view(feed).edits.flatMap((edit) => (edit.item === item ? [edit.turn] : []));
    return Math.max(0, ...turns) + 1;
  }
}

function isLater(edit: Pick<ItemEdit, 'turn' | 'since'>, other: typeof edit): boolean {
  return edit.turn !== other.turn ? edit.turn > other.turn : edit.since > other.since;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
