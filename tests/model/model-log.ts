import { isErasingKind } from '../../src/feed/change-kinds.ts';
import type { Command } from '../../src/log/command.ts';
import type { IdempotencyKey, Log } from '../../src/log/log.ts';
import type { Store } from './store.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Weather } from './weather.ts';

/** What a hub, a publisher and those who serve relays use of the log. */
type Used = Pick<
  Log,
  'feeds' | 'heads' | 'snapshot' | 'read' | 'tail' | 'tagAt' | 'lastTakedown'
> & {
  append(feed: string, command: Command, key?: IdempotencyKey): ReturnType<Log['append']>;
};

/** One for all: its stack says nothing, and a million of them cost minutes. */
const unreachable = new Error('the log cannot be reached');

/** Asks the database something: what is answered was true at one instant between question and answer. */
export type Ask = <T>(read: () => T) => Promise<T>;

/**
 * A database over a network: a question takes a while to get there and its answer to come back, each may fail, and answers may
 * overtake each other. `wayMs`: how long one way takes.
 */
export function asking(time: VirtualTime, weather: Weather, wayMs: () => number): Ask {
  return (read) =>
    new Promise((done, fail) => {
      const away = () => fail(unreachable);
      time.after(wayMs(), () => {
        if (weather.isLogDown) return away();
        try {
          const answer = read();
          time.after(wayMs(), () => (weather.isLogDown ? away() : done(answer)));
        } catch (error) {
          fail(error);
        }
      });
    });
}

/** The log, as a hub and a publisher ask for it. */
export function modelLog(store: Store, ask: Ask): Log {
  const existing = (feeds: readonly string[]) => feeds.filter((feed) => store.has(feed));
  const used: Used = {
    feeds: () => ask(() => []),
    heads: (feeds) => ask(() => existing(feeds).map((feed) => store.head(feed))),
    snapshot: (feed) => ask(() => (store.has(feed) ? store.snapshot(feed) : undefined)),
    read: (feed, after, limit) => ask(() => store.rows(feed).slice(after, after + limit)),
    tagAt: (feed, seq) => ask(() => store.tagAt(feed, seq)),
    tail: (feed, limit) =>
      ask(() =>
        store.has(feed)
          ? { snapshot: store.snapshot(feed), changes: store.rows(feed).slice(-limit) }
          : undefined,
      ),
    lastTakedown: (feed) =>
      ask(() => {
        const last = store.rows(feed).findLast(({ kind }) => isErasingKind(kind));
        return last && { seq: last.seq, tag: last.tag };
      }),
    append: (feed, command, key) => ask(() => store.append(feed, [command], key?.key ?? '')),
  };
  return used as unknown as Log;
}
