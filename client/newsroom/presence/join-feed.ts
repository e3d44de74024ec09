import { Manager } from 'socket.io-client';
import {
  newsroomNamespace,
  type Colleague,
  type ItemEdit,
} from '../../../src/feed/newsroom-messages.ts';

/** The first wait before it connects again, and the longest. In ms. */
const [firstWaitMs, longestWaitMs] = [500, 10_000];

/** What this page edits, to be told again after an outage. */
export interface OwnEdits {
  readonly me: string;
  readonly items: () => readonly string[];
}

interface Listener {
  readonly told: (patch: {
    readonly people?: readonly Colleague[];
    readonly edits?: readonly ItemEdit[];
    /** Undefined: not known. */
    readonly readers?: number | undefined;
  }) => void;
  readonly draft: () => void;
}

export interface JoinedFeed {
  readonly edit: (item: string) => void;
  readonly done: (item: string) => void;
  readonly close: () => void;
}

/** A connection of its own to the newsroom's namespace, in one feed. It comes back by itself until it is closed. */
export function joinFeed(
  server: string,
  feed: string,
  own: OwnEdits,
  listener: Listener,
): JoinedFeed {
  const { origin, pathname } = new URL(server);
  let socket = open();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let isClosed = false;
  /** The turns of this person before an outage: who had taken an item over has it afterwards. */
  const turns = new Map<string, number>();

  function open() {
    const manager = new Manager(origin, {
      path: `${pathname}socket.io/`,
      transports: ['websocket'],
      reconnection: false,
      closeOnBeforeunload: false,
    });
    const made = manager.socket(newsroomNamespace);
    made.on('connect', () => {
      tries = 0;
      made.emit('enter', { feed });
      for (const item of new Set(own.items())) {
        made.emit('editing', { feed, item, turn: turns.get(item) });
      }
      // What happened to drafts meanwhile was not told.
      listener.draft();
    });
    made.on('presence', ({ people }) => listener.told({ people }));
    made.on('editing', ({ edits }: { readonly edits: readonly ItemEdit[] }) => {
      turns.clear();
      for (const { item, person, turn } of edits) if (person.id === own.me) turns.set(item, turn);
      listener.told({ edits });
    });
    made.on('readers', ({ readers }) => listener.told({ readers }));
    made.on('draft', listener.draft);
    made.on('refused', ({ code }: { readonly code: string }) => {
      // The session has ended. The page learns that from the next call of the API: this is one.
      if (code === 'not_signed_in') listener.draft();
    });
    made.on('still', () => made.emit('still'));
    made.on('disconnect', comeBack);
    made.on('connect_error', comeBack);
    return made;
  }

  function comeBack(): void {
    if (isClosed) return;
    listener.told({ people: [], edits: [], readers: undefined });
    socket.off();
    socket.disconnect();
    clearTimeout(timer);
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** tries);
    tries += 1;
    timer = setTimeout(
      () => {
        socket = open();
      },
      waitMs * (0.5 + Math.random() / 2),
    );
  }

  return {
    edit: (item) => void (socket.connected && socket.emit('editing', { feed, item })),
    done: (item) => void (socket.connected && socket.emit('done', { feed, item })),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket.off();
      socket.disconnect();
    },
  };
}
