import type { Image } from '../../feed/item.ts';
import type { Addresses } from './addresses.ts';
import { attribute, classesOf, found, wordsIn, type Element, type Node } from './elements.ts';

/** What counts readers is no picture. */
const leastPixels = 3;

/** A picture of HTML; 'inside' where it is written into the text itself, undefined where there is nothing to see. */
export function pictureOf(
  img: Element,
  addresses: Addresses,
  caption: { readonly caption?: string; readonly credit?: string } = {},
): Image | 'inside' | undefined {
  const [width, height] = [pixels(img, 'width'), pixels(img, 'height')];
  if (Math.min(width ?? leastPixels, height ?? leastPixels) < leastPixels) return undefined;
  const address =
    largest(attribute(img, 'srcset') ?? attribute(img, 'data-srcset')) ??
    attribute(img, 'data-src') ??
    attribute(img, 'src') ??
    '';
  if (/^\s*data:/i.test(address)) return 'inside';
  const url = addresses.absolute(address);
  if (url === undefined) return undefined;
  const alt = (attribute(img, 'alt') ?? '').trim() || caption.caption || '';
  const size = width === undefined || height === undefined ? {} : { width, height };
  return { url, alt, ...caption, ...size };
}

/** What a figure says below its picture: words, and whose picture it is. */
export function captionOf(nodes: readonly Node[]): { caption?: string; credit?: string } {
  const [figcaption] = found(nodes, 'figcaption');
  if (figcaption === undefined) return {};
  const credits = found(figcaption.childNodes, 'cite', 'small').concat(
    found(figcaption.childNodes, 'span').filter((each) =>
      classesOf(each).some((name) => /credit|source/.test(name)),
    ),
  );
  const credit = plain(wordsIn(credits));
  const whole = plain(wordsIn(figcaption.childNodes));
  const caption = plain(credit === '' ? whole : whole.replace(credit, ''));
  return { ...(caption !== '' && { caption }), ...(credit !== '' && { credit }) };
}

export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The address of the widest of `srcset`. */
function largest(srcset: string | undefined): string | undefined {
  const all = [...(srcset ?? '').matchAll(/(\S+?)\s+(\d+(?:\.\d+)?)[wx]\s*(?:,|$)/g)];
  return all.sort(([, , a], [, , b]) => Number(b) - Number(a))[0]?.[1];
}

function pixels(img: Element, name: 'width' | 'height'): number | undefined {
  const value = /^\s*(\d{1,5})(?:px)?\s*$/.exec(attribute(img, name) ?? '')?.[1];
  return value === undefined ? undefined : Number(value);
}
