import { z } from 'zod';
import { changeKindNames } from '../feed/change-kinds.ts';
import type { EditorEvents, NewsroomEvents } from '../feed/newsroom-messages.ts';
import { maxSubscriptions, type ClientEvents, type ServerEvents } from '../feed/messages.ts';
import { change, position, snapshot } from './answers/item.ts';
import { count, time } from './answers/plain.ts';

/** A message of a live connection: when it comes, and its payload; none for one that is empty. */
export interface Event {
  readonly when: string;
  readonly payload: z.ZodType | null;
}

type Events<Name extends string> = Readonly<Record<Name, Event>>;

const feed = z.string();
const item = z.string();
const inFeed = z.object({ feed });
const refused = z
  .object({ feed: feed.optional(), code: z.string(), message: z.string(), retry: z.boolean() })
  .meta({ id: 'Refused' });
const bye = z.object({ withinMs: z.number() });

const snapshotMessage = snapshot
  .extend({ reset: z.enum(['gap', 'epoch', 'fork']).optional() })
  .meta({ id: 'SnapshotMessage' });
const head = position
  .extend({
    feed,
    now: time,
    share: z.number().optional(),
    spreadMs: z.number().optional(),
    staleSince: time.optional(),
  })
  .meta({ id: 'Head' });

/** A reader's position, as it asks for a feed. */
const subscription = position
  .partial()
  .extend({
    feed,
    token: z.string().optional().describe('Of a signed-in reader, for a feed that asks for one.'),
  })
  .meta({ id: 'Subscription' });

/** What a Socket.IO handshake of a reader brings, as `auth`. */
export const handshake = z
  .object({
    v: z.literal(1),
    subs: z.array(subscription).max(maxSubscriptions),
    site: z.string().optional(),
  })
  .meta({ id: 'Handshake' });

/** Default namespace: to readers. */
export const readerEvents = {
  snapshot: {
    when: 'No position was given, or one that cannot be continued: `reset` says why.',
    payload: snapshotMessage,
  },
  sync: {
    when: 'The position was accepted: exactly what was missed, oldest first.',
    payload: position.extend({ feed, changes: z.array(change) }).meta({ id: 'Sync' }),
  },
  change: { when: 'Something happened.', payload: change },
  head: { when: 'After what was missed, and after at most 25 s of silence.', payload: head },
  refused: { when: 'What was asked for cannot be had; the connection goes on.', payload: refused },
  bye: { when: 'The instance stops: come back within this time.', payload: bye },
} satisfies Events<keyof ServerEvents>;

/** Default namespace: from readers. */
export const readersSay = {
  subscribe: { when: 'For another feed.', payload: subscription },
  unsubscribe: { when: 'For a feed less.', payload: inFeed },
} satisfies Events<keyof ClientEvents>;

/** Server-Sent Events: a change is an event of its kind. Changes and snapshots have an `id`, by which a reader goes on. */
export const streamEvents: Events<string> = {
  snapshot: readerEvents.snapshot,
  ...Object.fromEntries(
    changeKindNames.map((kind) => [
      kind,
      { when: `A change of the kind \`${kind}\`.`, payload: change },
    ]),
  ),
  head: readerEvents.head,
  refused: readerEvents.refused,
  bye: readerEvents.bye,
};

const colleague = z.object({ id: z.string(), name: z.string(), since: time });
const edit = z.object({
  item,
  person: z.object({ id: z.string(), name: z.string() }),
  since: time,
  turn: count,
});

/** Namespace `/newsroom`: to editors. */
export const newsroomEvents = {
  presence: {
    when: 'On `enter`, and when somebody comes or goes: all who are in the feed.',
    payload: z.object({ feed, people: z.array(colleague) }),
  },
  editing: {
    when: 'As `presence`: all who edit something in the feed.',
    payload: z.object({ feed, edits: z.array(edit) }),
  },
  draft: {
    when: 'A draft was changed.',
    payload: z.object({
      feed,
      id: z.string(),
      rev: count.optional(),
      act: z.enum(['saved', 'submitted', 'returned', 'discarded', 'published']),
      by: z.string(),
    }),
  },
  readers: {
    when: 'On `enter`, and when the number of readers changes.',
    payload: z.object({ feed, readers: count }),
  },
  queue: {
    when: 'On `enter`, and when the number of drafts that wait changes.',
    payload: z.object({ feed, length: count }),
  },
  still: { when: 'Every 4 s: answer it by the same.', payload: null },
  refused: { when: 'What was sent is not allowed, or the session is over.', payload: refused },
} satisfies Events<keyof NewsroomEvents>;

/** Namespace `/newsroom`: from editors. */
export const editorsSay = {
  enter: { when: 'Needs *read drafts*.', payload: inFeed },
  leave: { when: 'For a feed less.', payload: inFeed },
  editing: {
    when: 'Needs *write drafts*. `turn`: the one from before an outage.',
    payload: z.object({ feed, item, turn: count.optional() }),
  },
  done: { when: 'Needs *write drafts*.', payload: z.object({ feed, item }) },
  still: { when: 'The answer to `still`.', payload: null },
} satisfies Events<keyof EditorEvents>;
