import type { Markup } from './markup.ts';

const empty = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'source']);

/** HTML of drawn markup; every text and attribute is escaped. */
export function toHtml(markup: Markup | readonly Markup[]): string {
  if (typeof markup === 'string') return escapeHtml(markup);
  if (!('tag' in markup)) return markup.map((part) => toHtml(part)).join('');
  const attrs = Object.entries(markup.attrs)
    .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`))
    .join('');
  if (empty.has(markup.tag)) return `<${markup.tag}${attrs}>`;
  return `<${markup.tag}${attrs}>${toHtml(markup.children)}</${markup.tag}>`;
}

/** Text made safe inside HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
