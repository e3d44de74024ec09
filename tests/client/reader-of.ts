import { FeedStore } from '../../client/ticker/store/feed-store.ts';
import type { FetchMissed } from '../../client/ticker/connect/over-http/fetch-missed.ts';
import type { FeedMessage, Link } from '../../client/ticker/connect/link.ts';
import { isTombstone } from '../../src/feed/item.ts';
import { FeedOf } from './feed-of.ts';
import { ManualClock } from './manual-clock.ts';

/** A reader on a link whose server is the test. `asked`: the positions that the reader has sent. */
export function readerOf(
  feed = new FeedOf(),
  mode: 'held' | 'shown' = 'held',
  fetchMissed?: FetchMissed,
) {
  const clock = new ManualClock();
  const store = new FeedStore('feed', clock, mode, undefined, fetchMissed);
  const asked: (number | undefined)[] = [];
  const link: Link = {
    follow: (follower) => ({ ask: () => asked.push(follower.position()?.seq), stop: () => {} }),
  };
  store.start(link);
  store.linkChanged('connecting');
  store.linkChanged('open');
  const told: string[] = [];
  const broke: (string | undefined)[] = [];
  store.listen((event) => {
    told.push(event.kind);
    if (event.kind === 'screen') broke.push(...event.broke.map(({ headline }) => headline));
  });
  return { feed, clock, store, asked, told, broke, hear: (m: FeedMessage) => store.receive(m) };
}

/** The same, live with one item. */
export function live(fetchMissed?: FetchMissed) {
  const reader = readerOf(new FeedOf(), 'held', fetchMissed);
  const { feed, hear } = reader;
  const first = feed.post('First');
  const items = first.kind === 'post' && !isTombstone(first.item) ? [first.item] : [];
  hear({ event: 'snapshot', body: feed.snapshot(items) });
  return {
    ...reader,
    change: (body: FeedOf['changes'][number]) => hear({ event: 'change', body }),
  };
}

/** The headlines that are shown, newest first. */
export const shown = (store: FeedStore) =>
  store.screen.items.map((entry) => (isTombstone(entry) ? 'removed' : entry.headline));
/** The headlines that wait, newest first. */
export const waiting = (store: FeedStore) => store.screen.pending.map((item) => item.headline);
