/** Tells the site what happened in a ticker, by an event that also leaves shadow roots. */
export function tell(
  element: Element,
  feed: string,
  name: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  element.dispatchEvent(
    new CustomEvent(name, { bubbles: true, composed: true, detail: { feed, ...detail } }),
  );
}
