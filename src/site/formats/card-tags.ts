import { h, isSafeUrl, type Markup } from '../../feed/draw/markup.ts';

/** The data of a page's card: how other sites show a link to the page. */
export interface Card {
  readonly type: 'website' | 'article';
  readonly title: string;
  readonly url: string;
  /** The publisher's name, where it is known. */
  readonly siteName: string | undefined;
  readonly description?: string;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly publishedAt?: string;
  readonly updatedAt?: string;
}

/** Canonical link, description and Open Graph (ogp.me) of a page. */
export function cardTags(card: Card): readonly Markup[] {
  const image = card.image !== undefined && isSafeUrl(card.image.url) ? card.image : undefined;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['og:type', card.type],
    ['og:title', card.title],
    // Open Graph allows no relative address.
    ['og:url', /^https?:/.test(card.url) ? card.url : undefined],
    ['og:site_name', card.siteName],
    ['og:description', card.description],
    ['og:image', image?.url],
    ['og:image:alt', image?.alt],
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
