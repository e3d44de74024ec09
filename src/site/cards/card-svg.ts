import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { entryDirection, feedDirection } from '../../feed/draw/direction.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { h, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item } from '../../feed/item.ts';
import { isStruck } from '../../feed/remarks.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { xmlDocument } from '../formats/xml.ts';
import { mark } from '../shell/mark.ts';
import { cardLines, cardText } from './card-lines.ts';

/** The size that Open Graph's readers recommend. */
export const cardSize = { width: 1200, height: 630 } as const;

const { width, height } = cardSize;
const ink = '#1a1a1a';
const grey = '#5f5a50';
const red = '#b3111f';
const lineX = 76;
const textX = 140;
const textWidth = width - textX - lineX;
const headline = [
  { size: 76, most: 3 },
  { size: 62, most: 4 },
  { size: 50, most: 5 },
];

/** What a card says of an item; undefined for a struck one, and where the font lacks the script of the title. */
export function cardTitle(info: FeedInfo, item: Item): string | undefined {
  return isStruck(item) ? undefined : cardText(pageTitleOf(item, wordsFor(info.lang)));
}

/** The drawn card of an item: the feed, the title and the time, on the line of a ticker. Undefined as `cardTitle`. */
export function cardSvg(info: FeedInfo, item: Item): string | undefined {
  const title = cardTitle(info, item);
  if (title === undefined) return undefined;
  const isMirrored = (entryDirection(item) ?? feedDirection(info)) === 'rtl';
  const text = (y: number, size: number, fill: string, weight: number, said: string) =>
    textAt(said, isMirrored, { y, size, fill, weight });
  const isBreaking = item.breaking ?? false;
  const { size, lines } = cardLines(title, textWidth, headline);
  const x = (left: number) => (isMirrored ? width - left : left);
  const feed = cardText(info.title);
  const label = isBreaking ? cardText(wordsFor(info.lang).breaking) : undefined;
  const top = label === undefined ? 236 : 262;
  return xmlDocument(
    h(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', width, height },
      h('rect', { width, height, fill: '#fbfaf7' }),
      isBreaking ? h('rect', { width, height: 16, fill: red }) : [],
      h('path', { d: `M${x(lineX)} 0v${height}`, stroke: mark.line.color, 'stroke-width': 3 }),
      h('circle', {
        cx: x(lineX),
        cy: top - size * 0.36,
        r: 17,
        fill: isBreaking ? red : mark.dot.color,
      }),
      feed === undefined
        ? []
        : text(112, 34, grey, 400, cardLines(feed, textWidth, oneLine).lines.join()),
      label === undefined ? [] : text(160, 30, red, 700, label),
      lines.map((line, index) => text(top + index * size * 1.22, size, ink, 700, line)),
      text(height - 56, 30, grey, 400, dayAndTime(item.postedAt, info.lang, info.timezone)),
    ),
  );
}

const oneLine = [{ size: 34, most: 1 }];

interface TextStyle {
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight: number;
}

/** The serif face has no Hebrew, Arabic, Armenian and Georgian. */
function textAt(words: string, isMirrored: boolean, { y, size, fill, weight }: TextStyle): Markup {
  const isSerif =
    weight === 700 && /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\P{L}]*$/u.test(words);
  return h(
    'text',
    {
      x: isMirrored ? width - textX : textX,
      y: Math.round(y),
      'font-family': isSerif ? 'DejaVu Serif' : 'DejaVu Sans',
      'font-size': size,
      'font-weight': weight,
      fill,
      // The rasterizer takes the left end for the start, whatever the direction.
      'text-anchor': isMirrored ? 'end' : 'start',
      ...(isMirrored ? { direction: 'rtl' } : {}),
    },
    words,
  );
}
