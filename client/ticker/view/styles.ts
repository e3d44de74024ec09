import chromeCss from './chrome.css';
import itemCss from './item.css';

let sheets: { readonly item: CSSStyleSheet; readonly chrome: CSSStyleSheet } | undefined;

/**
 * Adds the styles of a ticker to its shadow root, and those of the items to the document or shadow root around it.
 * Constructable sheets are allowed under a strict `style-src`.
 */
export function adoptStyles(shadow: ShadowRoot, host: Document | ShadowRoot): void {
  sheets ??= { item: sheet(itemCss), chrome: sheet(chromeCss) };
  adopt(shadow, sheets.chrome);
  adopt(host, sheets.item);
}

function adopt(root: DocumentOrShadowRoot, style: CSSStyleSheet): void {
  if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets.push(style);
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
