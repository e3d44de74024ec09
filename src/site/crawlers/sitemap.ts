import { h } from '../../feed/draw/markup.ts';
import type { ListedHead } from '../../log/log-reads.ts';
import { xmlDocument } from '../formats/xml.ts';
import { feedPath } from '../shell/place.ts';

/** How many addresses a sitemap may have (sitemaps.org). */
export const maxAddresses = 50_000;

const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** A page of the site, by its path below the root, and when it last changed. */
export interface SitemapLine {
  readonly path: string;
  readonly changedAt?: string;
}

/** The start page, and the page of each feed. */
export function sitemapLines(heads: readonly ListedHead[]): readonly SitemapLine[] {
  return [
    { path: '' },
    ...heads.map(({ feed, changedAt }) => ({ path: feedPath(feed), changedAt })),
  ];
}

export function sitemap(publicUrl: string, lines: readonly SitemapLine[]): string {
  return xmlDocument(
    h(
      'urlset',
      { xmlns },
      lines.map(({ path, changedAt }) =>
        h(
          'url',
          {},
          h('loc', {}, `${publicUrl}/${path}`),
          changedAt !== undefined && h('lastmod', {}, changedAt),
        ),
      ),
    ),
  );
}

/** The sitemaps of a site with more pages than one of them may have; `?page=` counts them from 1. */
export function sitemapIndex(
  publicUrl: string,
  parts: readonly (readonly SitemapLine[])[],
): string {
  return xmlDocument(
    h(
      'sitemapindex',
      { xmlns },
      parts.map((lines, index) =>
        h(
          'sitemap',
          {},
          h('loc', {}, `${publicUrl}/sitemap.xml?page=${index + 1}`),
          h('lastmod', {}, lines.map(({ changedAt = '' }) => changedAt).reduce(later)),
        ),
      ),
    ),
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
