import { textOr } from '../../../../src/feed/shape.ts';
import { list, record } from '../../api/answers.ts';
import type { Send } from '../../api/send.ts';

export interface Act {
  readonly id: string;
  readonly at: string;
  readonly name: string;
  readonly action: string;
  readonly address: string | undefined;
  readonly feed: string | undefined;
  readonly item: string | undefined;
  readonly about: string | undefined;
}

export interface Acts {
  readonly acts: readonly Act[];
  /** Leads to older ones; null: there are none. */
  readonly next: string | null;
}

/** What is looked for; an empty text: anything. Times as `datetime-local` has them, in the zone of this device. */
export interface Wanted {
  readonly person: string;
  readonly action: string;
  readonly feed: string;
  readonly from: string;
  readonly until: string;
}

export async function acts(call: Send, wanted: Wanted, before: string | null): Promise<Acts> {
  const asked = {
    ...wanted,
    person: wanted.person.trim(),
    feed: wanted.feed.trim(),
    from: instant(wanted.from),
    until: instant(wanted.until),
    before: before ?? '',
  };
  const given = Object.entries(asked).filter(([, value]) => value !== '');
  const path = `/audit?${new URLSearchParams(given)}`;
  const answer = record(await call({ method: 'GET', path }));
  return { acts: list(answer['acts']).map(actIn), next: textOr(answer['next'], null) };
}

function actIn(row: unknown): Act {
  const { id, at, name, action, address, feed, item, about } = record(row);
  return {
    id: textOr(id, ''),
    at: textOr(at, ''),
    name: textOr(name, ''),
    action: textOr(action, ''),
    address: textOr(address, undefined),
    feed: textOr(feed, undefined),
    item: textOr(item, undefined),
    about: textOr(about, undefined),
  };
}

function instant(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}
