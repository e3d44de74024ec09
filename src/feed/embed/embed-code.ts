import { escapeHtml } from '../draw/html.ts';
import { optionNames, optionsQuery, type EmbedOptions } from './embed-options.ts';

/** The ways to show a feed on another site. */
export const ways = ['script', 'frame', 'wordpress', 'server', 'module'] as const;
export type Way = (typeof ways)[number];

/** What the code for a site is made of: the server's address without a slash at its end, and the feed's title. */
export interface EmbedSubject {
  readonly address: string;
  readonly feed: string;
  readonly title: string;
}

/** The code of each way, to copy into a site. */
export function codeOf(
  subject: EmbedSubject,
  options: EmbedOptions,
  heading: string,
): Readonly<Record<Way, string>> {
  const isRail = options.layout === 'rail';
  const words: ElementWords = {
    ...(heading === '' ? {} : { heading }),
    ...(isRail ? { more: pageAddress(subject) } : {}),
  };
  return {
    script: elementCode(subject, options, words),
    frame: frameCode(subject, options),
    wordpress: pageAddress(subject),
    server: fragmentCode(subject, options, words),
    module: moduleCode(subject),
  };
}

/** What the site's Content-Security-Policy must allow for each way, where it has one. */
export function policyOf({ address }: EmbedSubject): Readonly<Record<Way, string>> {
  const { origin } = new URL(address);
  const socket = origin.replace(/^http/, 'ws');
  const shown = `img-src ${origin} https:; media-src ${origin} https:`;
  const live = `script-src ${origin}; connect-src ${origin} ${socket}; ${shown}`;
  return {
    script: live,
    frame: `frame-src ${origin}; script-src ${origin}`,
    wordpress: `frame-src ${origin}`,
    server: `${live}; style-src ${origin}`,
    module: live,
  };
}

/** The height of a frame until its page tells its own. */
export const frameHeight = { feed: 600, rail: 600, bar: 120 } as const;

/** A ticker as a frame, and the script that gives the frame its height. */
function frameCode(subject: EmbedSubject, options: EmbedOptions): string {
  return `${frameElement(subject, options)}\n${embedScript(subject)}`;
}

/** The frame of a feed or, with `item`, of one item. */
export function frameElement(
  { address, feed, title }: EmbedSubject,
  options: EmbedOptions,
  size: { readonly width?: number; readonly height?: number; readonly item?: string } = {},
): string {
  const { width, height = frameHeight[options.layout ?? 'feed'], item } = size;
  const query = item === undefined ? optionsQuery(options) : `?item=${item}`;
  return tag('iframe', [
    ['src', `${address}/embed/${feed}${query}`],
    ['title', title],
    ['width', width === undefined ? '100%' : String(width)],
    ['height', String(height)],
    // Not by a style, which a strict policy of the site would refuse.
    ['frameborder', '0'],
    ['loading', 'lazy'],
  ]);
}

export function embedScript({ address }: EmbedSubject): string {
  return tag('script', [
    ['src', `${address}/v1/embed.js`],
    ['async', ''],
  ]);
}

/** Attributes of the element that are no options of a frame. */
interface ElementWords {
  /** Above a rail. */
  readonly heading?: string;
  /** Where "More news" leads. */
  readonly more?: string;
}

/** The element, and the script that runs it. */
function elementCode(
  subject: EmbedSubject,
  options: EmbedOptions,
  words: ElementWords = {},
): string {
  const script = tag('script', [
    ['src', `${subject.address}/v1/ticker.js`],
    ['async', ''],
  ]);
  return `${script}\n${tickerElement(subject, options, words, '')}`;
}

/**
 * The element with the newest items inside, which the site's own server puts there: readable without scripts, live with
 * them. The include is nginx's and Apache's; for ESI and templates it is the same address.
 */
function fragmentCode(
  subject: EmbedSubject,
  options: EmbedOptions,
  words: ElementWords = {},
): string {
  const { address, feed } = subject;
  const { layout, limit } = options;
  const query = optionsQuery({
    ...(layout === undefined ? {} : { layout }),
    ...(limit === undefined ? {} : { limit }),
  });
  const include = `\n  <!--#include virtual="/live/api/v1/feeds/${feed}/fragment${query}" -->\n`;
  const style = tag('link', [
    ['rel', 'stylesheet'],
    ['href', `${address}/assets/item.css`],
  ]);
  const script = tag('script', [
    ['src', `${address}/v1/ticker.js`],
    ['async', ''],
  ]);
  return `${style}\n${tickerElement(subject, options, words, include)}\n${script}`;
}

/** The line that WordPress, and whatever else reads oEmbed, makes a frame of. */
function pageAddress({ address, feed }: EmbedSubject): string {
  return `${address}/feeds/${feed}`;
}

/** For pages that draw the items themselves. */
function moduleCode({ address, feed }: EmbedSubject): string {
  return `<script type="module">
  import { createTicker } from "${address}/v1/ticker.mjs";

  const ticker = createTicker({ src: "${address}", feed: "${feed}" });
  ticker.on("change", () => console.log(ticker.items));
</script>`;
}

function tickerElement(
  { feed }: EmbedSubject,
  options: EmbedOptions,
  { heading, more }: ElementWords,
  inside: string,
): string {
  const start = tag('live-ticker', [
    ['feed', feed],
    ...optionNames.map((name) => [name, options[name]] as const),
    ['heading', heading],
    ['more', more],
  ]);
  return start.replace(/<\/live-ticker>$/, () => `${inside}</live-ticker>`);
}

function tag(
  name: string,
  attributes: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const written = attributes.flatMap(([key, value]) => {
    if (value === undefined) return [];
    // Somebody is to read this.
    const escaped = escapeHtml(value).replaceAll('&#38;', '&amp;').replaceAll('&#39;', "'");
    return [value === '' ? ` ${key}` : ` ${key}="${escaped}"`];
  });
  return `<${name}${written.join('')}>${name === 'link' ? '' : `</${name}>`}`;
}
