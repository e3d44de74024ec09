import type { Inline } from '../../feed/body.ts';
import type { Image, Related } from '../../feed/item.ts';
import type { Loss } from '../told/losses.ts';
import type { Addresses } from './addresses.ts';
import { attribute, isElement, isText, wordsIn, type Element, type Node } from './elements.ts';
import { pictureOf, plain } from './pictures.ts';
import { left, marks } from './tags.ts';
import { shifted } from './words.ts';

/** What is read may be nested so deep; what is deeper is flat. */
export const maxDepth = 30;

/** Makes inlines of a tree of HTML, and gathers its pictures and the links of captions on the way. */
export class HtmlInlines {
  readonly images: Image[] = [];
  readonly related: Related[] = [];
  readonly losses = new Set<Loss>();
  protected depth = 0;

  constructor(protected readonly addresses: Addresses) {}

  /** A link of a caption stands below the item. */
  relate(link: Element): void {
    const url = this.addresses.absolute(attribute(link, 'href') ?? '');
    const title = plain(wordsIn(link.childNodes)).slice(0, 300);
    if (url !== undefined && title !== '') this.related.push({ url, title });
  }

  protected picture(img: Element): void {
    this.keep(pictureOf(img, this.addresses));
  }

  protected keep(picture: Image | 'inside' | undefined): void {
    if (picture === 'inside') this.losses.add('picture inside');
    else if (picture !== undefined) this.images.push(picture);
  }

  protected inlines(nodes: readonly Node[]): readonly Inline[] {
    if (this.depth >= maxDepth) return [{ kind: 'text', text: wordsIn(nodes) }];
    this.depth += 1;
    const all = nodes.flatMap((node): readonly Inline[] => {
      if (isText(node)) return [{ kind: 'text', text: node.value }];
      return isElement(node) ? this.inline(node) : [];
    });
    this.depth -= 1;
    return all;
  }

  protected inline(element: Element): readonly Inline[] {
    const { tagName, childNodes } = element;
    if (left.has(tagName) || isHidden(element)) return [];
    if (tagName === 'br') return [{ kind: 'break' }];
    if (tagName === 'img') {
      this.picture(element);
      return [];
    }
    if (tagName === 'sub' || tagName === 'sup') {
      const text = shifted(wordsIn(childNodes), tagName);
      if (text !== undefined) return [{ kind: 'text', text }];
      this.losses.add('raised letters');
    }
    if (tagName === 'code' || tagName === 'kbd' || tagName === 'samp' || tagName === 'tt') {
      const text = plain(wordsIn(childNodes));
      return text === '' ? [] : [{ kind: 'code', text }];
    }
    const children = this.inlines(childNodes);
    const mark = marks[tagName];
    if (mark !== undefined) return [{ kind: mark, children }];
    if (tagName === 'q')
      return [{ kind: 'text', text: '“' }, ...children, { kind: 'text', text: '”' }];
    return tagName === 'a' ? this.link(element, children) : children;
  }

  private link(element: Element, children: readonly Inline[]): readonly Inline[] {
    const address = attribute(element, 'href');
    if (address === undefined) return children;
    const url = this.addresses.absolute(address);
    if (url !== undefined) return [{ kind: 'link', url, children }];
    if (/^[\w/.?#]/.test(address.trim()) && !/^\w+:/.test(address.trim()))
      this.losses.add('relative link');
    return children;
  }
}

/** What a page does not show. */
export function isHidden(element: Element): boolean {
  return attribute(element, 'hidden') !== undefined;
}
