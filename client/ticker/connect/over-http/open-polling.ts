import type { Position } from '../../../../src/feed/position.ts';
import type { Subscription } from '../../../../src/feed/messages.ts';
import { Alarm } from '../alarm.ts';
import type { Clock } from '../../clock.ts';
import { pollFeed, type GetJson } from './poll-feed.ts';
import type { Arrival, Road } from '../road.ts';

const intervalMs = 10_000;
/** A poll that takes longer has failed, and the feed is not shown as live any more. */
const answerMs = 8_000;
/**
 * How many answers in a row may be behind the reader, as those of a cache are, before the snapshot is fetched past
 * caches.
 */
const maxDoubts = 2;

/** The last road: polls every 10 s ± 20 %. It works wherever a page can be loaded. */
export function pollingOn(clock: Clock): Road {
  return (server, handshake, events) => {
    const stop = new AbortController();
    const next = new Alarm(clock);
    const doubts = new Map<string, number>();
    let opened = false;
    const close = (): void => {
      stop.abort();
      next.off();
    };
    const lose = (): void => {
      if (stop.signal.aborted) return;
      close();
      events.lost();
    };
    const poll = async (sub: Subscription): Promise<void> => {
      const { feed } = sub;
      const at = placeOf(sub);
      const doubted = doubts.get(feed) ?? 0;
      const get = jsonOf(server, feed, stop.signal, sub.token);
      const arrivals = await pollFeed(get, feed, at, doubted >= maxDoubts).catch(refusedIn(feed));
      if (stop.signal.aborted) return;
      doubts.set(feed, arrivals.some((arrival) => isBehind(arrival, at)) ? doubted + 1 : 0);
      if (!opened) events.opened();
      opened = true;
      for (const arrival of arrivals) events.heard(arrival);
    };
    const pollAll = async (subs: readonly Subscription[]): Promise<void> => {
      const giveUp = clock.after(answerMs, lose);
      try {
        for (const sub of subs) if (!stop.signal.aborted) await poll(sub);
      } catch {
        lose();
      } finally {
        giveUp();
      }
    };
    const goOn = async (): Promise<void> => {
      // The handshake is asked each time, because it has the followers' present positions.
      await pollAll(handshake().subs);
      if (stop.signal.aborted) return;
      next.set(intervalMs * (0.8 + 0.4 * clock.random()), () => void goOn());
    };
    void goOn();
    return {
      send: (event, sub) => {
        if (event === 'subscribe') void pollAll([sub]);
      },
      close,
    };
  };
}

/** The position in a subscription, if it has one. */
export function placeOf({ epoch, seq, tag }: Subscription): Position | undefined {
  const isPlace = epoch !== undefined && seq !== undefined && tag !== undefined;
  return isPlace ? { epoch, seq, tag } : undefined;
}

function isBehind({ event, body }: Arrival, at: Position | undefined): boolean {
  return at !== undefined && event === 'sync' && body.seq <= at.seq && body.tag !== at.tag;
}

/** What was refused for want of a token, as the server says it on the other roads. */
export function refusedIn(feed: string): (error: unknown) => readonly Arrival[] {
  return (error) => {
    if (!(error instanceof TokenNeeded)) throw error;
    const message = 'This feed is for signed-in readers.';
    return [{ event: 'refused', body: { feed, code: 'token_required', message, retry: false } }];
  };
}

/** The feed is for signed-in readers, and the token is not right, or not there. */
export class TokenNeeded extends Error {}

/** Gets JSON below a feed's address at a server. */
export function jsonOf(
  server: string,
  feed: string,
  signal: AbortSignal,
  token?: string | null,
): GetJson {
  return async (path, cache = 'default') => {
    const url = new URL(`api/v1/feeds/${feed}${path}`, server);
    if (token) url.searchParams.set('token', token);
    const response = await fetch(url, { credentials: 'omit', cache, signal });
    if (response.status === 401) throw new TokenNeeded();
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw new Error(`${url.href}: ${response.status}`);
    return response.json();
  };
}
