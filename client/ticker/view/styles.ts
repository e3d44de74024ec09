import chromeCss from './chrome.css';
import itemCss from './item.css';

let sheets: { readonly item: CSSStyleSheet; readonly chrome: CSSStyleSheet } | undefined;

/**
 * Styles a ticker and the items it shows in its document (or the shadow root it stands in). Constructable
 * sheets, so that a strict `style-src` has nothing to object to.
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
