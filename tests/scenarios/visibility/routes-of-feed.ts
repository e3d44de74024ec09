import { operations } from '../../../src/api-docs/operations/operations.ts';

type Route = readonly [method: string, path: string];

/** Every route of the API's description that is of a feed, and the other addresses that lead to one or list all. */
export function routesOfFeed(feed: string, id: string, publicUrl: string): readonly Route[] {
  const filled = (path: string) =>
    path
      .replace('{feed}', feed)
      .replace(/\{(id|item)\}/, id)
      .replace('{epoch}', 'e')
      .replace('{n}', '0')
      .replace('{file}', 'rss.xml')
      .replace(/\{\w+\}/g, 'x');
  const encoded = `%${feed.charCodeAt(0).toString(16)}${feed.slice(1)}`;
  const embedded = (path: string) => `/oembed?url=${encodeURIComponent(`${publicUrl}${path}`)}`;
  return [
    ...operations
      .filter(({ path }) => path.includes('{feed}') && !path.startsWith('/newsroom'))
      .map(({ method, path }): Route => [method.toUpperCase(), filled(path)]),
    ...[
      `/feeds/${feed}/rss.xml`,
      `/feeds/${feed}/atom.xml`,
      `/feeds/${feed}/feed.json`,
      `/embed/${feed}?item=${id}`,
      `/FEEDS/${feed}`,
      `/feeds/${encoded}`,
      `/feeds/${feed}/`,
      `//feeds/${feed}`,
      `/feeds/${feed}?at=${new Date().toISOString()}`,
      embedded(`/feeds/${feed}`),
      embedded(`/feeds/${encoded}`),
      embedded(`/feeds/${feed}/items/${id}`),
      embedded(`/feeds/${feed}`).replace('/oembed', '/oembed/'),
      embedded(`/feeds/${feed}`).replace('/oembed', '/OEMBED'),
      embedded(`/feeds/${feed}`).replace('?', '?x=?&'),
      `/EMBED/${feed}/`,
      `/api/v1/FEEDS/${feed}/items/`,
      `/api/v1/feeds/${feed}/%73tream`,
      '/',
      '/feeds',
      '/sitemap.xml',
      '/news-sitemap.xml',
    ].map((path): Route => ['GET', path]),
  ];
}
