import { firstHeading } from './rows.ts';

/**
 * Changes a ticker's items without losing the focus. When the focused element is gone, the focus moves to the heading
 * of its article or row, or to that of the next row.
 */
export function keepFocus(element: Element, list: Element, change: () => void): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  const focused = root.activeElement;
  const wasInside = focused !== element && element.contains(focused);
  const article = focused?.closest('article');
  const row = focused?.closest('li');
  const next = row?.nextElementSibling;
  change();
  if (!wasInside || (root.activeElement !== null && root.activeElement !== document.body)) return;
  const rows = [row, next, ...list.children].filter((one) => one?.isConnected);
  const heading = article?.isConnected
    ? (article.querySelector<HTMLElement>('.lt-headline') ?? article)
    : firstHeading(rows);
  heading?.focus({ preventScroll: true });
}
