import { campaignMarkup } from '../../feed/campaign/campaign-markup.ts';
import { feedDirection } from '../../feed/draw/direction.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import { pinnedMarkup } from '../../feed/draw/entry-markup.ts';
import { feedLayout, type Layout } from '../../feed/draw/layout.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { en } from '../../feed/words/en.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import type { Entry, Item } from '../../feed/item.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { dataBlock } from '../shell/data-block.ts';
import { linkTo, type Place } from '../shell/place.ts';

/** The ticker in a page: readable without JavaScript, with the snapshot from which the element continues. */
export function tickerMarkup(snapshot: Snapshot, place: Place, edition: Edition): Element {
  const { pinned, info } = snapshot;
  return h(
    'live-ticker',
    { feed: snapshot.feed, src: linkTo(place, '') },
    campaignPart(info),
    pinned !== null && pinnedSection(pinned, edition),
    entryList(snapshot.items, info, edition),
    dataBlock('application/json', snapshot, 'lt-state'),
  );
}

/** The feed's campaign, above all, with its numbers in the feed's language or the one that a site asks for. */
export function campaignPart(info: FeedInfo, lang = info.lang): Element | undefined {
  if (info.campaign === undefined) return undefined;
  return campaignMarkup(info.campaign, info, { lang, campaign: wordsFor(lang).campaign });
}

/** The pinned item, above the list. */
export function pinnedSection(pinned: Item, edition: Edition): Element {
  return h(
    'section',
    { class: 'lt-pinned', 'aria-label': (edition.words ?? en).pinned },
    pinnedMarkup(pinned, edition),
  );
}

/** A list of entries in the given order. The role is explicit, because Safari drops it for a list without bullets. */
export function entryList(
  entries: readonly Entry[],
  info: FeedInfo,
  edition: Edition,
  { list, row }: Pick<Layout, 'list' | 'row'> = feedLayout,
): Element {
  return h(
    'ol',
    { role: 'list', class: list, lang: info.lang, dir: feedDirection(info) },
    entries.map((entry, index) => h('li', {}, row(entry, entries[index - 1], edition))),
  );
}
