import { changeKindNames, isKnownKind } from '../../../../src/feed/change-kinds.ts';
import type { HeadMessage, Subscription } from '../../../../src/feed/messages.ts';
import { jsonOf, placeOf, refusedIn } from './open-polling.ts';
import { pollFeed } from './poll-feed.ts';
import type { Arrival, Road } from '../road.ts';

/** Under HTTP/1.1 a browser opens six connections to a host, and the page needs some of them. */
const maxStreams = 4;

/** The second road: Server-Sent Events, one stream per feed, for networks that let only plain HTTP pass. */
export const openStreams: Road = (server, handshake, events) => {
  const streams = new Map<string, EventSource>();
  const stop = new AbortController();
  /** Feeds for which the last `subscribe` was answered out of the log's segments. */
  const looked = new Set<string>();
  let opened = false;
  const close = (): void => {
    for (const stream of streams.values()) stream.close();
    streams.clear();
    stop.abort();
  };
  const lose = (): void => {
    close();
    events.lost();
  };
  const follow = ({ feed, epoch, seq, tag, token }: Subscription): void => {
    streams.get(feed)?.close();
    const url = new URL(`api/v1/feeds/${feed}/stream`, server);
    if (epoch !== undefined) url.searchParams.set('lastEventId', `${epoch}:${seq}:${tag}`);
    if (token) url.searchParams.set('token', token);
    const site = globalThis.location?.ancestorOrigins?.[0];
    if (site !== undefined) url.searchParams.set('site', site);
    const stream = new EventSource(url);
    let answered = false;
    streams.set(feed, stream);
    stream.addEventListener('open', () => {
      if (!opened) events.opened();
      opened = true;
    });
    // Closed here, because an EventSource would reconnect at once, together with those of all other readers.
    stream.addEventListener('error', lose);
    for (const name of ['snapshot', 'head', 'refused', 'bye', ...changeKindNames]) {
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
        if (name === 'refused') {
          stream.close();
          streams.delete(feed);
        }
        const body = JSON.parse(data) as Arrival['body'];
        // The first `head` ends the catch-up, so it is passed on as the `sync` that answers the subscription.
        if (name === 'head' && !answered) {
          events.heard({ event: 'sync', body: { ...(body as HeadMessage), changes: [] } });
        } else {
          const event = isKnownKind(name) ? 'change' : name;
          events.heard({ event, body } as Arrival);
        }
        answered ||= name === 'head' || name === 'snapshot';
      });
    }
  };
  /** Gets what is missing from the log's segments: an event of an unknown kind has no listener on the stream. */
  const look = async (sub: Subscription): Promise<void> => {
    looked.add(sub.feed);
    const get = jsonOf(server, sub.feed, stop.signal, sub.token);
    try {
      const arrivals = await pollFeed(get, sub.feed, placeOf(sub), false).catch(
        refusedIn(sub.feed),
      );
      for (const arrival of arrivals) if (!stop.signal.aborted) events.heard(arrival);
    } catch {
      if (!stop.signal.aborted) lose();
    }
  };
  const { subs } = handshake();
  if (typeof EventSource === 'undefined' || subs.length > maxStreams) queueMicrotask(events.lost);
  else for (const sub of subs) follow(sub);
  return {
    send: (event, sub) => {
      if (event === 'unsubscribe') {
        streams.get(sub.feed)?.close();
        streams.delete(sub.feed);
      } else if (streams.has(sub.feed) && !looked.delete(sub.feed)) void look(sub);
      else if (streams.has(sub.feed) || streams.size < maxStreams) follow(sub);
      else queueMicrotask(lose);
    },
    close,
  };
};
