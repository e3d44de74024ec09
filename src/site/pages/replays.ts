import { isSlug } from '../../feed/feed-info.ts';
import { parseCursor } from '../../feed/snapshot.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Hub } from '../../hub/hub.ts';
import { quality } from '../../http/encoded.ts';
import type { FeedMoments } from '../../reading/feed-moments.ts';
import type { KeyEvents } from '../../reading/key-events.ts';
import { parseMoment } from '../../reading/parse-moment.ts';
import { kept, passing } from '../shell/drawn-page.ts';
import type { DrawnPage } from '../shell/page.ts';
import { PageMemory } from '../shell/page-memory.ts';
import { feedPath, placeOf, type Site } from '../shell/place.ts';
import { markOf } from '../shell/public-feeds.ts';
import { brokenLinkPage, unknownFeedPage } from './quiet-page.ts';
import { notYetPage, replayPage } from './replay-page.ts';

/** Some fifty pages. */
const maxBytes = 8 * 1024 * 1024;
/** A reader's clock may be ahead of this machine's. */
const toleranceMs = 60_000;

/**
 * Draws feeds as they stood. A page of the past is kept until something of its feed is taken down; the log is read once
 * a second at most for each feed and time, as for the snapshot of that time.
 */
export class Replays {
  readonly #memory = new PageMemory(maxBytes);

  constructor(
    private readonly hub: Hub,
    private readonly moments: FeedMoments,
    private readonly keyEvents: KeyEvents,
    private readonly site: Site,
    private readonly clock: { readonly now: () => number } = Date,
  ) {}

  /** `asked` is an RFC 3339 time, or whole seconds (Unix time), which a form without scripts sends. */
  async page(feed: string, asked: unknown, before?: string): Promise<DrawnPage> {
    const path = `/${feedPath(feed)}`;
    const place = { ...placeOf(this.site, path), feed };
    const present = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    if (present === undefined) return passing(unknownFeedPage(place));
    const at = momentOf(asked);
    const isCursor = before === undefined || parseCursor(before) !== undefined;
    if (at === undefined || !isCursor) return passing(brokenLinkPage(place, present.info));
    if (Date.parse(at) > this.clock.now() + toleranceMs) {
      return passing(notYetPage(place, present.info));
    }
    const { snapshot: stood, mark } = await this.moments.at(present, at, before);
    const { startedAt } = await this.keyEvents.of(present);
    // Who may show and find the feed is decided by what it says at present.
    const state = mark === undefined ? markOf(present) : `${present.epoch}.${mark.tag}`;
    const { origins, visibility, coverage } = present.info;
    return this.#memory.page(
      `${path}?${at}&${before}`,
      JSON.stringify([state, origins, visibility, coverage]),
      () =>
        Promise.resolve(
          kept(replayPage({ place, at, before, stood, present, startedAt }), quality.once),
        ),
    );
  }
}

function momentOf(asked: unknown): string | undefined {
  const isSeconds = typeof asked === 'string' && /^\d{1,11}$/.test(asked);
  try {
    return parseMoment(isSeconds ? new Date(Number(asked) * 1_000).toISOString() : asked);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
