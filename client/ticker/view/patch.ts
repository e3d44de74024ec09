import type { Element as Drawn, Markup } from '../../../src/feed/draw/markup.ts';

/** Makes a DOM node of markup, out of elements and text nodes; nothing is parsed as HTML. */
export function make(markup: Markup): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const element = document.createElement(markup.tag);
  for (const [name, value] of Object.entries(markup.attrs)) element.setAttribute(name, value);
  for (const child of markup.children) element.append(make(child));
  return element;
}

/** Makes an element's children equal to the markup. Only differences are written, so focus and selection stay. */
export function patchChildren(element: Element, drawn: readonly Markup[]): void {
  const present = [...element.childNodes];
  for (const node of present.slice(drawn.length)) node.remove();
  drawn.forEach((markup, index) => {
    const node = present[index];
    if (node === undefined) element.append(make(markup));
    else patchNode(node, markup);
  });
}

/** Makes a node equal to the markup. The node is replaced only when its kind or tag differs. */
export function patchNode(node: ChildNode, markup: Markup): void {
  if (typeof markup === 'string') {
    if (!(node instanceof Text)) node.replaceWith(markup);
    else if (node.data !== markup) node.data = markup;
    return;
  }
  if (!(node instanceof Element) || node.localName !== markup.tag) {
    node.replaceWith(make(markup));
    return;
  }
  patchAttributes(node, markup);
  patchChildren(node, markup.children);
}

function patchAttributes(element: Element, { attrs }: Drawn): void {
  for (const name of element.getAttributeNames()) {
    // Whether a fold is open is the reader's.
    if (!(name in attrs || name === 'open')) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attrs)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
