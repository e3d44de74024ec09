import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Place } from '../shell/place.ts';

/**
 * Tells consumers of oEmbed (oembed.com, "Discovery") where to ask about this page. Only with a public address: the
 * answer names the server, and no request may decide what it is called.
 */
export function oembedLink({ site: { publicUrl } }: Place, path: string, title: string): Markup[] {
  if (publicUrl === undefined) return [];
  const query = new URLSearchParams({ url: `${publicUrl}/${path}`, format: 'json' });
  return [
    h('link', {
      rel: 'alternate',
      type: 'application/json+oembed',
      title,
      href: `${publicUrl}/oembed?${String(query)}`,
    }),
  ];
}
