import { datelineName } from '../store/follower.ts';
import { dateline } from './dateline.ts';
import type { Kind } from './kind.ts';
import { bluesky } from './networks/bluesky.ts';
import { mastodon } from './networks/mastodon.ts';
import { networkKind } from './networks/network-kind.ts';
import { telegram } from './networks/telegram.ts';
import { webhook } from './webhook.ts';

/** Every kind of follower. Its name is its name in calls and rows. */
export const kinds: Readonly<Record<string, Kind>> = {
  webhook,
  mastodon: networkKind(mastodon),
  bluesky: networkKind(bluesky),
  telegram: networkKind(telegram),
  [datelineName]: dateline,
};
