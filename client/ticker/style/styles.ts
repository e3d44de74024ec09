import chromeCss from './chrome.css';
import itemCss from './item-rules.css';
import rootCss from './root.css';

/** The style sheets of a part that is loaded when it is needed. */
export interface PartStyles {
  readonly itemCss: string;
  readonly chromeCss: string;
}

let sheets:
  | { readonly around: readonly CSSStyleSheet[]; readonly chrome: CSSStyleSheet }
  | undefined;
const partSheets = new Map<string, CSSStyleSheet>();

/** Every element of the items but pictures, and what themes draw beside elements. */
const everything = ['', '::before', '::after', '::first-letter', '::first-line']
  .map(
    (part) =>
      `:where(live-ticker, .lt-feed) :where(.lt-list, .lt-pinned, :is(.lt-list, .lt-pinned) :not(img))${part}`,
  )
  .join();

/**
 * Makes rules that no rule of a site's theme can reach. Of important declarations those of a layer win over all outside
 * of layers, whatever their selectors weigh; so all is first set back to what browsers begin with, and then styled.
 */
function sheltered(css: string): string {
  const firm = css.replaceAll(/([{;])([a-z-]+):([^;{}]+)(?=[;}])/g, '$1$2:$3!important');
  return `@layer dateline{${everything}{all:revert!important}${firm}}`;
}

/**
 * Adds the styles of a ticker to its shadow root, and those of the items to the document or shadow root around it.
 * Constructable sheets are allowed under a strict `style-src`.
 */
export function adoptStyles(
  shadow: ShadowRoot,
  host: Document | ShadowRoot,
  parts: readonly PartStyles[],
): void {
  sheets ??= { around: [sheet(rootCss), sheet(sheltered(itemCss))], chrome: sheet(chromeCss) };
  adopt(shadow, sheets.chrome);
  for (const one of sheets.around) adopt(host, one);
  for (const part of parts) {
    adopt(host, partSheet(part.itemCss, sheltered));
    adopt(shadow, partSheet(part.chromeCss, String));
  }
}

function adopt(root: DocumentOrShadowRoot, style: CSSStyleSheet): void {
  if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets.push(style);
}

function partSheet(css: string, treat: (css: string) => string): CSSStyleSheet {
  const known = partSheets.get(css) ?? sheet(treat(css));
  partSheets.set(css, known);
  return known;
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
