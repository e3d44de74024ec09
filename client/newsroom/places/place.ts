import { ownServer } from '../api/own-server.ts';

/** A place of the newsroom, which has an address. */
export type Place =
  /** The desk of a feed; undefined: of the feed in use. */
  | { readonly kind: 'feed'; readonly feed: string | undefined }
  | { readonly kind: 'people'; readonly part: PeoplePart }
  | { readonly kind: 'media' }
  | { readonly kind: 'settings' };

export const peopleParts = ['people', 'tokens', 'audit'] as const;

export type PeoplePart = (typeof peopleParts)[number];

/** The whole address of a place. The server answers each of them with this page (src/site/pages/newsroom-page.ts). */
export function addressOf(place: Place): string {
  return `${ownServer()}newsroom${pathOf(place)}`;
}

function pathOf(place: Place): string {
  switch (place.kind) {
    case 'feed':
      return place.feed === undefined ? '' : `/feeds/${encodeURIComponent(place.feed)}`;
    case 'people':
      return place.part === 'people' ? '/people' : `/people/${place.part}`;
    case 'media':
    case 'settings':
      return `/${place.kind}`;
  }
}

/** The place of an address. `?feed=` is how links of earlier versions name a feed. */
export function placeAt(address: string): Place {
  const { pathname, searchParams } = new URL(address);
  const start = new URL(ownServer()).pathname.length;
  const [, kind, name] = pathname.slice(start).split('/');
  if (kind === 'people') {
    return { kind, part: peopleParts.find((part) => part === name) ?? 'people' };
  }
  if (kind === 'settings' || kind === 'media') return { kind };
  if (kind === 'feeds' && name !== undefined) return { kind: 'feed', feed: named(name) };
  return { kind: 'feed', feed: searchParams.get('feed') ?? undefined };
}

/** A broken escape names no feed that there is. */
function named(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
