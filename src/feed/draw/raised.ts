import type { Markup } from './markup.ts';

const levels: Readonly<Record<string, string>> = { h3: 'h1', h4: 'h2', h5: 'h3', h6: 'h4' };

/** An item by itself is its page's subject: its headings stand two levels higher than in a feed. */
export function raised(markup: Markup): Markup {
  if (typeof markup === 'string') return markup;
  const { tag, children } = markup;
  return { ...markup, tag: levels[tag] ?? tag, children: children.map(raised) };
}
