import { feedDirection } from '../../feed/draw/direction.ts';
import type { Spoken } from '../../feed/draw/spoken.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { h, type Markup } from '../../feed/draw/markup.ts';
import { framed, styleLinks } from './frame-markup.ts';
import type { Page } from '../shell/page.ts';
import { linkTo, type FeedPlace, type Place } from '../shell/place.ts';
import { inEnglish, spokenFor } from '../shell/site-edition.ts';

/** A short page: something does not exist, or cannot be shown now. It holds the interface's words alone. */
export function quietPage(
  place: Place,
  status: Page['status'],
  title: string,
  words: Markup,
  spoken: Spoken = inEnglish,
): Page {
  const { publisher } = place.site;
  return {
    status,
    title: publisher === undefined ? title : `${title} – ${publisher.name}`,
    lang: spoken.lang,
    dir: feedDirection({ lang: spoken.lang }),
    framing: { kind: 'anyone' },
    head: [...styleLinks(place), h('meta', { name: 'robots', content: 'noindex' })],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-single' },
        h('h1', { class: 'site-quiet' }, title),
        h('p', { class: 'site-quiet-words' }, words),
        h(
          'p',
          { class: 'site-back' },
          h('a', { href: linkTo(place, 'feeds') }, spoken.words.pages.allFeeds),
        ),
      ),
      { ...spoken, says: {} },
    ),
  };
}

export function unknownFeedPage(place: FeedPlace): Page {
  const { feed } = place;
  return quietPage(place, 404, 'No such feed', `There is no feed “${feed}” here.`);
}

export function unknownItemPage(place: Place, info: FeedInfo): Page {
  const spoken = spokenFor(info);
  const { unknownItem, unknownItemNote } = spoken.words.pages;
  return quietPage(place, 404, unknownItem, unknownItemNote, spoken);
}

/** For a link to older items that leads nowhere. */
export function brokenLinkPage(place: Place, info: FeedInfo): Page {
  const spoken = spokenFor(info);
  const { unknownPage, brokenLink } = spoken.words.pages;
  return quietPage(place, 400, unknownPage, brokenLink, spoken);
}
