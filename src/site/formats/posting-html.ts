import { bodyText } from '../../feed/body.ts';
import { audioMarkup } from '../../feed/draw/audio-markup.ts';
import { bodyMarkup } from '../../feed/draw/body-markup.ts';
import { entryDirection, feedDirection } from '../../feed/draw/direction.ts';
import { toHtml } from '../../feed/draw/html.ts';
import { picturesOf } from '../../feed/pictures.ts';
import { relatedLinks, remarkName } from '../../feed/draw/item-parts.ts';
import { imageMarkup } from '../../feed/draw/picture-markup.ts';
import { firstWords } from '../../feed/draw/item-title.ts';
import { h, isSafeUrl, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item, Remark } from '../../feed/item.ts';
import { isStruck, remarksOf } from '../../feed/remarks.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import type { Words } from '../../feed/words/words.ts';
import type { Place } from '../shell/place.ts';
import { withWholeAddresses } from './whole-address.ts';

/** The length of a summary, in UTF-16 units. */
const summaryLength = 300;

/**
 * The full text of an item as HTML, for programs that show it on pages of their own: its remarks in the feed's
 * language, its picture, its words (crossed out when the item is struck), and the link to the full story.
 */
export function postingHtml(place: Place, info: FeedInfo, item: Item): string {
  return toHtml(postingMarkup(place, info, item));
}

/** The same, before it is HTML. */
export function postingMarkup(place: Place, info: FeedInfo, item: Item): readonly Markup[] {
  const words = wordsFor(info.lang);
  const dir = entryDirection(item) ?? feedDirection(info);
  const [lead, ...pictures] = picturesOf(item).map(imageMarkup);
  const sound = item.audio && audioMarkup(item.audio);
  const text = [lead, sound, ...bodyMarkup(item.body, dir), ...pictures];
  const whole = h(
    'div',
    { dir },
    remarksOf(item).map((remark) => remarkMarkup(remark, words)),
    isStruck(item) ? h('del', {}, text) : text,
    item.link !== undefined &&
      isSafeUrl(item.link) &&
      h('p', {}, h('a', { href: item.link }, words.fullStory)),
    originMarkup(item, words),
    relatedLinks(item, { words }),
  );
  const drawn = withWholeAddresses(place, whole);
  return dir === 'rtl' ? [drawn] : childrenOf(drawn);
}

/** The beginning of an item's words, as plain text; of a struck item why it was struck. Undefined when it has neither. */
export function summaryOf(info: FeedInfo, item: Item): string | undefined {
  const remark = isStruck(item)
    ? remarksOf(item).findLast(({ kind }) => kind === 'strike')
    : undefined;
  const text =
    remark === undefined
      ? bodyText(item.body)
      : `${remarkName(remark.kind, wordsFor(info.lang))} — ${remark.note}`;
  return firstWords(text, summaryLength) || undefined;
}

/** The newsroom that an item comes from, where it is another one. */
function originMarkup({ origin }: Item, words: Words): Element | undefined {
  if (origin === undefined || !isSafeUrl(origin.url)) return undefined;
  return h('p', {}, h('a', { href: origin.url }, words.origin, ' ', h('bdi', {}, origin.name)));
}

function remarkMarkup({ kind, note }: Remark, words: Words): Element {
  return h('p', {}, h('strong', {}, remarkName(kind, words)), ` — ${note}`);
}

function childrenOf(markup: Markup): readonly Markup[] {
  return typeof markup === 'string' ? [markup] : markup.children;
}
