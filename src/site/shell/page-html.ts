import { toHtml } from '../../feed/draw/html.ts';
import type { Element, Markup } from '../../feed/draw/markup.ts';

/**
 * The HTML of a page. Unlike toHtml, it writes the JSON of a data block without entities, because browsers do not
 * decode entities inside `<script>`. There `<`, which could end the script, is written as a JSON escape.
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

/** In JSON, `<` occurs in strings only, so it can be written as an escape. */
function jsonText(script: Element): string {
  return script.children
    .map((child) => (typeof child === 'string' ? child : ''))
    .join('')
    .replaceAll('<', '\\u003c');
}
