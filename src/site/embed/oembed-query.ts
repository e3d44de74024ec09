import { isSlug } from '../../feed/feed-info.ts';
import { Refusal, type InputFault } from '../../feed/refusal.ts';

/** What a consumer of oEmbed asks for. */
export interface OembedQuery {
  readonly url: string;
  readonly maxWidth: number;
  readonly maxHeight: number;
}

/** Throws `unknown_format`, and `invalid_input` with every problem. Empty means absent. */
export function parseOembedQuery(query: Readonly<Record<string, unknown>>): OembedQuery {
  const { url, format = '', maxwidth = '', maxheight = '' } = query;
  if (format !== '' && format !== 'json') {
    throw new Refusal('unknown_format', 'Only JSON is made here: format=json.');
  }
  const faults: InputFault[] = [];
  if (typeof url !== 'string' || url === '') {
    faults.push({ pointer: '/url', detail: 'must be the address of a page of this server' });
  }
  const sizeOf = (name: string, value: unknown) => {
    if (value === '') return Infinity;
    if (typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value)) return Number(value);
    faults.push({ pointer: `/${name}`, detail: 'must be a whole number of pixels' });
    return Infinity;
  };
  const [maxWidth, maxHeight] = [sizeOf('maxwidth', maxwidth), sizeOf('maxheight', maxheight)];
  if (typeof url !== 'string' || faults.length > 0) {
    throw new Refusal('invalid_input', 'The query cannot be used.', faults);
  }
  return { url, maxWidth, maxHeight };
}

/** The page of this server that a URL names. */
export interface NamedPage {
  readonly feed: string;
  readonly item?: string;
}

/**
 * The feed or item whose page has this URL; undefined for any other URL. `address` is the server's, without a slash at
 * its end. The scheme does not matter: people paste old links.
 */
export function pageNamed(url: string, address: string): NamedPage | undefined {
  const [asked, own] = [URL.parse(url), new URL(address)];
  if (asked === null || !/^https?:$/.test(asked.protocol) || asked.host !== own.host) {
    return undefined;
  }
  const below = own.pathname.replace(/\/$/, '');
  if (!asked.pathname.startsWith(`${below}/`)) return undefined;
  const path = asked.pathname.slice(below.length);
  const [, feed, item] = /^\/feeds\/([^/]+)(?:\/items\/([0-9a-f-]{36}))?\/?$/.exec(path) ?? [];
  if (!isSlug(feed)) return undefined;
  return item === undefined ? { feed } : { feed, item };
}
