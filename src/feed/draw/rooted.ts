import { isMediaPath } from '../media-address.ts';
import type { Element } from './markup.ts';

/**
 * An element whose uploads ("/media/…") are found below `root`, the start of this server's addresses: on another site and
 * below a path a "/" by itself leads elsewhere.
 */
export function rooted(element: Element, root: string): Element {
  const { attrs, children } = element;
  const { src = '' } = attrs;
  return {
    ...element,
    attrs: isMediaPath(src) ? { ...attrs, src: root + src.slice(1) } : attrs,
    children: children.map((child) => (typeof child === 'string' ? child : rooted(child, root))),
  };
}
