import type { Fields } from '../../../src/feed/shape.ts';
import { emptyFields } from '../fields/item-fields.ts';
import { freshId } from './tab.ts';

const maxLength = 5_000;

/** Read when the page begins: its places have other addresses. */
let waiting = textIn(location.href);

/** What another app has shared with this page (its manifest's `share_target`), as a composer's text; once. */
export function takeShared(): Fields | undefined {
  const text = waiting;
  waiting = '';
  return text === '' ? undefined : { fields: { ...emptyFields, body: text }, key: freshId() };
}

/** Apps put the same link into several of the three. */
function textIn(address: string): string {
  const { searchParams } = new URL(address);
  const parts = ['title', 'text', 'url'].map((name) => (searchParams.get(name) ?? '').trim());
  const own = parts.filter(
    (part, at) =>
      part !== '' && !parts.some((other, n) => other.includes(part) && (other !== part || n < at)),
  );
  return own.join('\n\n').slice(0, maxLength);
}
