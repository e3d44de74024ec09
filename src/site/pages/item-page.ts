import { isStruck } from '../../feed/remarks.ts';
import { feedDirection } from '../../feed/draw/direction.ts';
import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { removalMarkup } from '../../feed/draw/removal-markup.ts';
import { entryMarkup } from '../../feed/draw/entry-markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item, Tombstone } from '../../feed/item.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import type { Position } from '../../feed/position.ts';
import { raised } from '../../feed/draw/raised.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { alternateLinks } from '../formats/alternate-links.ts';
import { drawnCard } from '../cards/drawn-card.ts';
import { cardImage, cardTags } from '../formats/card-tags.ts';
import { dataBlock } from '../shell/data-block.ts';
import { framed, styleLinks } from './frame-markup.ts';
import { exposureOf } from './exposure.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { oembedLink } from '../formats/oembed-link.ts';
import { blogPosting } from '../formats/json-ld.ts';
import { summaryOf } from '../formats/posting-html.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, itemPath, linkTo, publicLink, type FeedPlace } from '../shell/place.ts';
import { drawnAt, stillScript } from './still-page.ts';
import { siteEdition, spokenFor, zoneName } from '../shell/site-edition.ts';

/** The page of one item at a position, with a link back to its feed. */
export function itemPage(
  place: FeedPlace,
  { info, ...position }: Pick<Snapshot, 'info'> & Position,
  item: Item,
): Page {
  const title = pageTitleOf(item, wordsFor(info.lang));
  return {
    status: 200,
    title: `${title} – ${info.title}`,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
    head: [
      ...styleLinks(place),
      stillScript(place),
      ...alternateLinks(place),
      ...oembedLink(place, itemPath(place.feed, item.id), info.title),
      ...cardTags({
        type: 'article',
        title,
        url: publicLink(place, itemPath(place.feed, item.id)),
        siteName: place.site.publisher?.name ?? info.title,
        description: summaryOf(info, item),
        image: cardImage(place, [item]) ?? drawnCard(place, info, item),
        logo: place.site.publisher?.logo,
        publishedAt: item.postedAt,
        updatedAt: item.updatedAt,
      }),
      ...(!isStruck(item)
        ? [dataBlock('application/ld+json', blogPosting(place, info, item))]
        : []),
    ],
    body: framed(
      place,
      h(
        'main',
        {
          id: 'main',
          class: 'site-single',
          'data-zone': info.timezone,
          ...drawnAt(place.feed, position),
        },
        backLink(place, info),
        h(
          'p',
          { class: 'site-day' },
          h(
            'time',
            { datetime: item.postedAt },
            dayAndTime(item.postedAt, info.lang, info.timezone),
          ),
          ` (${zoneName(item.postedAt, info.lang, info.timezone)})`,
        ),
        h(
          'div',
          { class: 'lt-feed', lang: info.lang, dir: feedDirection(info) },
          h('div', { class: 'site-one' }, raised(entryMarkup(item, siteEdition(place, info)))),
        ),
      ),
      spokenFor(info),
    ),
  };
}

/** The page of a taken-down item: that it was removed, and when. */
export function removedPage(place: FeedPlace, info: FeedInfo, tombstone: Tombstone): Page {
  const spoken = spokenFor(info);
  return {
    status: 410,
    title: `${spoken.words.removed} – ${info.title}`,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
    head: [...styleLinks(place), h('meta', { name: 'robots', content: 'noindex' })],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-single' },
        backLink(place, info),
        removalMarkup(tombstone.removedAt, spoken, info.timezone),
      ),
      spoken,
    ),
  };
}

/** The way back to a feed. */
export function backLink(place: FeedPlace, info: FeedInfo): Element {
  return h(
    'p',
    { class: 'site-back' },
    h(
      'a',
      { href: linkTo(place, feedPath(place.feed)) },
      h('span', { 'aria-hidden': 'true' }, '← '),
      h('bdi', {}, info.title),
    ),
  );
}
