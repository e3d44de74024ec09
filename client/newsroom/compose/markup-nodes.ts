import { h, type ComponentChild } from 'preact';
import type { Markup } from '../../../src/feed/draw/markup.ts';

/** Drawn markup as nodes of this page. Its links open beside the page: an editor at work stays where she is. */
export function markupNodes(markup: Markup): ComponentChild {
  if (typeof markup === 'string') return markup;
  const attrs =
    markup.tag === 'a' ? { ...markup.attrs, target: '_blank', rel: 'noopener' } : markup.attrs;
  return h(markup.tag, attrs, ...markup.children.map((child) => markupNodes(child)));
}
