import { h, type ComponentChild } from 'preact';
import type { Markup } from '../../../src/feed/draw/markup.ts';

/** Makes Preact nodes of markup. Links open in a new tab, so that the editor does not leave the form. */
export function markupNodes(markup: Markup): ComponentChild {
  if (typeof markup === 'string') return markup;
  const attrs =
    markup.tag === 'a' ? { ...markup.attrs, target: '_blank', rel: 'noopener' } : markup.attrs;
  return h(markup.tag, attrs, ...markup.children.map((child) => markupNodes(child)));
}
