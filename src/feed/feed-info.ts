import type { Body } from './body.ts';
import type { Campaign } from './campaign/campaign.ts';

/** What readers are told of a feed itself. */
export interface FeedInfo {
  readonly title: string;
  readonly description?: string;
  /** What is known so far, in short: paragraphs and lists. */
  readonly summary?: Body;
  /** BCP 47. */
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl';
  /** The newsroom's zone, an IANA name: the one its times are told in beside the reader's own. */
  readonly timezone: string;
  readonly coverage: 'open' | 'ended';
  /** The web origins that may embed the feed; none named: all may. */
  readonly origins?: readonly string[];
  /** For how long a post is held before readers get it, 0 to 60; none: not at all. */
  readonly undoSeconds?: number;
  /** What readers are asked to take part in, with its count. */
  readonly campaign?: Campaign;
}

const slugForm = /^[a-z0-9-]{1,64}$/;

/** Whether a feed can have this address. */
export function isSlug(value: unknown): value is string {
  return typeof value === 'string' && slugForm.test(value);
}
