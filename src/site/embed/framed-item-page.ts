import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { feedDirection } from '../../feed/draw/direction.ts';
import { anchorOf, entryMarkup } from '../../feed/draw/entry-markup.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { h } from '../../feed/draw/markup.ts';
import { raised } from '../../feed/draw/raised.ts';
import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import type { Item } from '../../feed/item.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { exposureOf } from '../pages/exposure.ts';
import { drawnAt, stillScript } from '../pages/still-page.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { siteEdition, spokenFor, zoneName } from '../shell/site-edition.ts';
import { frameFoot, frameHead } from './frame-markup.ts';

/** One item for a frame on another site. It follows the item's corrections, and its takedown. */
export function framedItemPage(
  place: FeedPlace,
  { info, ...position }: Snapshot,
  item: Item,
  { theme }: EmbedOptions,
): Page {
  const { words, lang, says } = spokenFor(info);
  return {
    status: 200,
    title: `${pageTitleOf(item, words)} – ${info.title}`,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
    head: frameHead(place, stillScript(place)),
    body: [
      h(
        'main',
        {
          // The script of still pages knows the page of one item by its class.
          class: 'frame site-single',
          'aria-labelledby': `${anchorOf(item.id)}-title`,
          'data-theme': theme,
          'data-zone': info.timezone,
          ...drawnAt(place.feed, position),
        },
        h(
          'p',
          { class: 'frame-title site-back' },
          h('a', { href: linkTo(place, feedPath(place.feed)) }, h('bdi', {}, info.title)),
        ),
        h(
          'p',
          { class: 'frame-day site-day', ...says },
          h('time', { datetime: item.postedAt }, dayAndTime(item.postedAt, lang, info.timezone)),
          `, ${zoneName(item.postedAt, lang, info.timezone)}`,
        ),
        h(
          'div',
          { class: 'lt-feed', lang: info.lang, dir: feedDirection(info), theme },
          raised(entryMarkup(item, siteEdition(place, info))),
        ),
      ),
      frameFoot(place, words, place.feed),
    ],
  };
}
