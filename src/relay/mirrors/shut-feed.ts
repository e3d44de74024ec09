import { emptySnapshot } from '../../feed/snapshot.ts';
import { Tail } from '../../log/tail.ts';
import type { Kept } from './loading.ts';

/** In no log, so that the upstream's own history takes the place of this when the feed is open again. */
export const shutEpoch = 'shut';

/** What a relay has of a feed that its upstream shows to signed-in readers alone: that it is one. */
export function shutFeed(feed: string): Kept {
  const info = {
    title: feed,
    lang: 'en',
    timezone: 'UTC',
    coverage: 'open',
    visibility: 'signed',
  } as const;
  const beginning = { epoch: shutEpoch, seq: 0, tag: '0' };
  return { tail: Tail.of(emptySnapshot(feed, beginning, info), []), mark: undefined };
}
