import type { Related } from '../../../src/feed/item.ts';

/** The links in a field, one a line: `title | address`. Undefined where there is none. */
export function relatedOf(typed: string): readonly Related[] | undefined {
  const links = typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // A title may have a bar, an address has none.
      const bar = line.lastIndexOf('|');
      return { url: line.slice(bar + 1).trim(), title: line.slice(0, Math.max(0, bar)).trim() };
    });
  return links.length === 0 ? undefined : links;
}

/** The text of a field from which `relatedOf` makes the same links. */
export function relatedText(related: readonly Related[] = []): string {
  return related.map(({ url, title }) => `${title} | ${url}`).join('\n');
}
