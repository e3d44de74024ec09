import { toHtml } from '../../feed/draw/html.ts';
import type { Element, Markup } from '../../feed/draw/markup.ts';

/**
 * HTML of a page. Like toHtml, but a data block's text is written as the JSON it is: inside `<script>`
 * entities are not read, so there the one character that could end it is written as JSON can write it.
 */
export function pageHtml(markup: Markup): string {
  if (typeof markup === 'string') return toHtml(markup);
  const shell = toHtml({ ...markup, children: [] });
  const end = `</${markup.tag}>`;
  if (!shell.endsWith(end)) return shell;
  const inside =
    markup.tag === 'script' ? jsonText(markup) : markup.children.map(pageHtml).join('');
  return shell.slice(0, -end.length) + inside + end;
}

/** A `<` in JSON stands in a string only, and may be written as an escape there. */
function jsonText(script: Element): string {
  return script.children
    .map((child) => (typeof child === 'string' ? child : ''))
    .join('')
    .replaceAll('<', '\\u003c');
}
