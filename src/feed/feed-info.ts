import type { Body } from './body.ts';
import type { Campaign } from './campaign/campaign.ts';

/**
 * Who finds a feed. `public`: whoever looks at what this server has. `unlisted`: whoever knows its address; no list names
 * it, and search engines are asked to leave it out. `signed`: as that, and for readers with a token of the publisher's site.
 */
export const visibilities = ['public', 'unlisted', 'signed'] as const;

export type Visibility = (typeof visibilities)[number];

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
  /** Who finds the feed; none: it is public. */
  readonly visibility?: Visibility;
  /** For how long a post is held before readers get it, 0 to 60; none: not at all. */
  readonly undoSeconds?: number;
  /** What readers are asked to take part in, with its count. */
  readonly campaign?: Campaign;
}

/**
 * Whether a feed is found only by who knows its address. A visibility that this release does not know is one of a later
 * release, for fewer people than all.
 */
export function isUnlisted({ visibility = 'public' }: Pick<FeedInfo, 'visibility'>): boolean {
  return visibility !== 'public';
}

/** Whether a feed is read with a token alone. So is one of a visibility that only a later release knows. */
export function needsToken({ visibility = 'public' }: Pick<FeedInfo, 'visibility'>): boolean {
  return visibility !== 'public' && visibility !== 'unlisted';
}

/** Whether lists of feeds and sitemaps name a feed: it is public, and every site may show it. */
export function isListed(info: Pick<FeedInfo, 'visibility' | 'origins'>): boolean {
  return !isUnlisted(info) && info.origins === undefined;
}

const slugForm = /^[a-z0-9-]{1,64}$/;

/** Whether a feed can have this address. */
export function isSlug(value: unknown): value is string {
  return typeof value === 'string' && slugForm.test(value);
}
