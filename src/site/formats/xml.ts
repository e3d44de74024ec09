import type { Element, Markup } from '../../feed/draw/markup.ts';

/** An XML 1.0 document of drawn markup. Names may have a prefix; the root declares the namespaces. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${toXml(root)}\n`;
}

function toXml(markup: Markup): string {
  if (typeof markup === 'string') return escapeXml(markup);
  const attrs = Object.entries(markup.attrs)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  if (markup.children.length === 0) return `<${markup.tag}${attrs}/>`;
  return `<${markup.tag}${attrs}>${markup.children.map(toXml).join('')}</${markup.tag}>`;
}

/** What XML 1.0 cannot contain, in no way of writing (https://www.w3.org/TR/xml/#charsets), half surrogate pairs included. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * One such character would keep readers from the whole feed. Texts of earlier releases may have some. The HTML inside
 * is full of what must be escaped: whole-text replacements take a sixth of the time of a callback for each character.
 */
function escapeXml(text: string): string {
  return text
    .replaceAll(forbidden, '')
    .replaceAll('&', '&#38;')
    .replaceAll('<', '&#60;')
    .replaceAll('>', '&#62;')
    .replaceAll('"', '&#34;');
}
