import { createHash } from 'node:crypto';
import { bodyText } from '../../feed/body.ts';
import { feedDirection } from '../../feed/draw/direction.ts';
import { toHtml } from '../../feed/draw/html.ts';
import { remarkName } from '../../feed/draw/item-parts.ts';
import { pageTitleOf, titleOf } from '../../feed/draw/item-title.ts';
import { h, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item } from '../../feed/item.ts';
import { remarksOf } from '../../feed/remarks.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import { postingMarkup } from '../../site/formats/posting-html.ts';
import {
  feedPath,
  itemPath,
  placeOf,
  publicLink,
  type FeedPlace,
  type Site,
} from '../../site/shell/place.ts';

/** The feed that a mail is about. */
export interface AboutFeed {
  readonly site: Site;
  readonly feed: string;
  readonly info: FeedInfo;
}

/** Where a mail is read from: its links are whole addresses. */
export function placeOfFeed({ site, feed }: AboutFeed): FeedPlace {
  return { ...placeOf(site, `/${feedPath(feed)}`), feed };
}

/** An item as HTML: the one renderer's, as in the formats for other programs. */
export function itemMarkup(about: AboutFeed, item: Item): readonly Markup[] {
  const place = placeOfFeed(about);
  const href = publicLink(place, itemPath(about.feed, item.id));
  const title = pageTitleOf(item, wordsFor(about.info.lang));
  return [h('h2', {}, h('a', { href }, title)), ...postingMarkup(place, about.info, item)];
}

/** An item as plain text. */
export function itemText(about: AboutFeed, item: Item): string {
  const words = wordsFor(about.info.lang);
  const place = placeOfFeed(about);
  return [
    titleOf(item, undefined, words),
    ...remarksOf(item).map(({ kind, note }) => `${remarkName(kind, words)} — ${note}`),
    bodyText(item.body),
    publicLink(place, itemPath(about.feed, item.id)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The whole document of a mail: no script, no style sheet, nothing that is fetched but pictures of items. */
export function letterHtml({ info }: AboutFeed, body: readonly Markup[]): string {
  const html = h(
    'html',
    { lang: info.lang, dir: feedDirection(info) },
    h('head', {}, h('meta', { charset: 'utf-8' }), h('title', {}, info.title)),
    h('body', {}, body),
  );
  return `<!doctype html>\n${toHtml(html)}\n`;
}

/** What ends every mail but the one to confirm: the way to the feed, and the way out. */
export function footing(about: AboutFeed, unsubscribe: string): { html: Markup; text: string } {
  const words = mailWordsFor(about.info.lang);
  const toFeed = publicLink(placeOfFeed(about), feedPath(about.feed));
  return {
    html: h(
      'p',
      {},
      h('a', { href: toFeed }, words.toFeed),
      ' · ',
      h('a', { href: unsubscribe }, words.stop),
    ),
    text: `${words.toFeed}: ${toFeed}\n${words.stop}: ${unsubscribe}`,
  };
}

/** What names a mail and its list, below the host that readers know the site by. */
export function namesOf(about: AboutFeed, mail: string) {
  const host = new URL(about.site.publicUrl ?? 'http://localhost').hostname;
  const digest = createHash('sha256').update(mail).digest('hex').slice(0, 32);
  return { messageId: `${digest}@${host}`, listId: `${about.feed}.${host}` };
}
