import type { Entry } from '../../feed/item.ts';
import { h } from '../../feed/draw/markup.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { ItemsPage } from '../../feed/messages.ts';
import { alternateLinks } from '../formats/alternate-links.ts';
import { oembedLink } from '../formats/oembed-link.ts';
import { feedPath, linkTo } from '../shell/place.ts';
import type { Page } from '../shell/page.ts';
import { siteEdition, spokenFor } from '../shell/site-edition.ts';
import { feedPage, type ReaderView } from './feed-page.ts';
import { olderLink, pagePath } from './older-link.ts';
import { pushPart } from './forms/push-part.ts';
import { searchForm } from './forms/search-form.ts';
import { foldedSubscribeForm } from './forms/subscribe-form.ts';
import { drawnAt, stillScript } from './still-page.ts';
import { entryList, tickerMarkup } from './ticker-markup.ts';

/** The feed: its newest items, complete without a script, continued live by the ticker. */
export function readerPage(view: ReaderView): Page {
  const { place, snapshot } = view;
  const { words, says } = spokenFor(snapshot.info);
  return feedPage(view, withPinned(snapshot), {
    path: feedPath(place.feed),
    listed: snapshot.items,
    head: [
      ...alternateLinks(place),
      ...oembedLink(place, feedPath(place.feed), snapshot.info.title),
      h('script', { src: linkTo(place, 'assets/site.js'), defer: true }),
      h('script', { src: linkTo(place, 'v1/ticker.js'), defer: true }),
      ...(view.pushKey === undefined
        ? []
        : [h('script', { src: linkTo(place, 'assets/push.js'), defer: true })]),
    ],
    column: [
      h(
        'noscript',
        {},
        h(
          'p',
          { class: 'site-note', ...says },
          `${words.pages.notUpdating} `,
          h('a', { href: linkTo(place, feedPath(place.feed)) }, words.pages.reload),
        ),
      ),
      tickerMarkup(snapshot, place, siteEdition(place, snapshot.info)),
      snapshot.items.length === 0 && h('p', { class: 'site-empty', ...says }, words.pages.empty),
      olderLink(place, snapshot.info, snapshot.more),
      searchForm(place, snapshot.info),
      view.pushKey !== undefined && pushPart(place, snapshot, view.pushKey),
      view.hasMail === true && foldedSubscribeForm(place, snapshot.info),
      h(
        'p',
        { class: 'site-embed', ...says },
        h(
          'a',
          { href: linkTo(place, `${feedPath(place.feed)}/embed`), rel: 'nofollow' },
          words.pages.embedHere,
        ),
      ),
    ],
  });
}

/** The pinned item may be older than what is listed. */
export function withPinned({ items, pinned }: Snapshot): readonly Entry[] {
  const isListed = pinned === null || items.some(({ id }) => id === pinned.id);
  return isListed ? items : [pinned, ...items];
}

/** Older entries: a page of their own, asked for anew when one of them changes. */
export function olderPage(view: ReaderView, before: string, page: ItemsPage): Page {
  const { place, snapshot } = view;
  const { words, says } = spokenFor(snapshot.info);
  const newer = h(
    'p',
    { class: 'site-newer', ...says },
    h('a', { href: linkTo(place, feedPath(place.feed)) }, words.pages.newest),
  );
  return feedPage(view, page.items, {
    path: pagePath(place, { before }),
    listed: page.items,
    head: [h('meta', { name: 'robots', content: 'noindex, follow' }), stillScript(place)],
    main: drawnAt(place.feed, snapshot),
    column: [
      newer,
      h(
        'div',
        { class: 'lt-feed' },
        entryList(page.items, snapshot.info, siteEdition(place, snapshot.info)),
      ),
      page.items.length === 0 && h('p', { class: 'site-empty', ...says }, words.pages.nothingOlder),
      olderLink(place, snapshot.info, page.next),
      searchForm(place, snapshot.info),
    ],
  });
}
