import { parseFragment } from 'parse5';
import type { Body } from '../../feed/body.ts';
import type { Image, Related } from '../../feed/item.ts';
import { writeMarkdown } from '../../admin/markdown/write-markdown.ts';
import type { Loss } from '../told/losses.ts';
import type { ToldFields } from '../told/told.ts';
import { Addresses } from './addresses.ts';
import { found, isElement, wordsIn, type Node } from './elements.ts';
import { HtmlBlocks } from './html-blocks.ts';
import { plain } from './pictures.ts';

/** Far more than an entry has. The parser's work may grow with the square of what is nested wrongly. */
const maxHtml = 200_000;
const maxDepth = 200;
const maxImages = 20;
const maxRelated = 5;

/** What HTML says, in the words of an item. */
export interface ReadHtml {
  readonly body: Body;
  readonly images: readonly Image[];
  readonly related: readonly Related[];
  readonly losses: readonly Loss[];
  /** Why it could not be read, with the cure. */
  readonly faults: readonly string[];
}

/**
 * Reads the HTML of an entry: text with its marks, lists, quotes, posts of networks as quotes, pictures with caption, credit and size.
 * It is parsed to a tree and never to a document: nothing in it runs or is loaded.
 */
export function readHtml(html: string, base?: string): ReadHtml {
  if (html.length > maxHtml) return unread(`has ${html.length} characters of HTML, of ${maxHtml}`);
  const nodes = parseFragment(html).childNodes;
  if (isDeeper(nodes, maxDepth))
    return unread(`has HTML that is nested deeper than ${maxDepth} times`);
  const reader = new HtmlBlocks(new Addresses(base));
  const body = reader.flow(nodes);
  const { images, related, losses } = reader;
  return { body, images, related, losses: [...losses], faults: [] };
}

/** A caption of HTML: its words, and its links, which stand below the item. */
export function readCaption(
  html: string,
  base?: string,
): { caption: string; related: readonly Related[] } {
  if (html === '' || html.length > maxHtml) return { caption: '', related: [] };
  const nodes = parseFragment(html).childNodes;
  if (isDeeper(nodes, maxDepth)) return { caption: '', related: [] };
  const reader = new HtmlBlocks(new Addresses(base));
  for (const link of found(nodes, 'a')) reader.relate(link);
  return { caption: plain(wordsIn(nodes)).slice(0, 1_000), related: reader.related };
}

function unread(fault: string): ReadHtml {
  return {
    body: [],
    images: [],
    related: [],
    losses: [],
    faults: [`${fault}: split it, or mend it`],
  };
}

/** Without recursion: of a tree that is too deep for it. */
function isDeeper(nodes: readonly Node[], most: number): boolean {
  let level = nodes;
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap((node) => (isElement(node) ? node.childNodes : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** The fields of an item out of what was read; `more` are fields of its own. Several readings follow each other. */
export function fieldsOf(
  readings: readonly ReadHtml[],
  more: ToldFields = {},
): Pick<ReadHtml, 'losses' | 'faults'> & { readonly fields: ToldFields } {
  const losses = new Set(readings.flatMap((reading) => reading.losses));
  const all = readings.flatMap(({ images }) => images);
  const images = all.slice(0, maxImages).map((image) => described(image, losses));
  if (all.length > maxImages) losses.add('too many pictures');
  const others = all.slice(maxImages).map(({ url, alt, caption }) => {
    return { kind: 'image', url, alt, ...(caption !== undefined && { caption }) } as const;
  });
  const body = writeMarkdown([...readings.flatMap((reading) => reading.body), ...others]);
  const links = readings.flatMap(({ related }) => related);
  const related = links.filter(({ url }, at) => links.findIndex((each) => each.url === url) === at);
  if (related.length > maxRelated) losses.add('link in a caption');
  const fields = {
    ...(body !== '' && { body }),
    ...(images.length > 0 && { images }),
    ...(related.length > 0 && { related: related.slice(0, maxRelated) }),
    ...more,
  };
  return { fields, losses: [...losses], faults: readings.flatMap(({ faults }) => faults) };
}

function described(image: Image, losses: Set<Loss>): Image {
  if (image.alt !== '') return image;
  losses.add('no description');
  const name = decodeURIComponent(
    /([^/?#]+)(?:[?#].*)?$/.exec(image.url)?.[1]?.replace(/%(?![0-9a-f]{2})/gi, '') ?? 'image',
  );
  return { ...image, alt: name };
}
