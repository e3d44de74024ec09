import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Entry, Image } from '../../feed/item.ts';
import type { Place } from '../shell/place.ts';
import { isClaimed } from './claimed.ts';
import { wholeAddress } from './whole-address.ts';

/** The data of a page's card: how other sites show a link to the page. */
export interface Card {
  readonly type: 'website' | 'article';
  readonly title: string;
  readonly url: string;
  /** The publisher's name, where it is known. */
  readonly siteName: string | undefined;
  readonly description?: string;
  readonly image?: Image | undefined;
  /** The publisher's logo, which a card shows small where there is no picture. */
  readonly logo?: string | undefined;
  readonly publishedAt?: string;
  readonly updatedAt?: string;
}

/** Canonical link, description and Open Graph (ogp.me) of a page. */
export function cardTags(card: Card): readonly Markup[] {
  const image =
    card.image !== undefined && absolute(card.image.url) !== undefined ? card.image : undefined;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['og:type', card.type],
    ['og:title', card.title],
    ['og:url', absolute(card.url)],
    ['og:site_name', card.siteName],
    ['og:description', card.description],
    ['og:image', image?.url ?? card.logo],
    ['og:image:width', image?.width?.toString()],
    ['og:image:height', image?.height?.toString()],
    ['og:image:alt', image === undefined ? card.logo && card.siteName : image.alt || undefined],
    ['article:published_time', card.publishedAt],
    ['article:modified_time', card.updatedAt],
  ];
  return [
    h('link', { rel: 'canonical', href: card.url }),
    ...(card.description === undefined
      ? []
      : [h('meta', { name: 'description', content: card.description })]),
    h('meta', {
      name: 'twitter:card',
      content: image === undefined ? 'summary' : 'summary_large_image',
    }),
    ...pairs.flatMap(([property, content]) =>
      content === undefined ? [] : [h('meta', { property, content })],
    ),
  ];
}

/** The first picture of the entries for a card, with its whole address; a struck item gives none. */
export function cardImage(place: Place, entries: readonly Entry[]): Image | undefined {
  const image = entries.filter(isClaimed).find((item) => item.image !== undefined)?.image;
  return image && { ...image, url: wholeAddress(place, image.url) };
}

/** Open Graph allows no relative address. */
function absolute(url: string): string | undefined {
  return /^https?:/i.test(url) ? url : undefined;
}
