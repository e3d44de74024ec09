import { bodyText } from '../../../feed/body.ts';
import { firstWords, titleOf } from '../../../feed/draw/item-title.ts';
import type { Item, Remark } from '../../../feed/item.ts';
import { isStruck, remarksOf } from '../../../feed/remarks.ts';
import type { Words } from '../../../feed/words/words.ts';

const between = '\n\n';
/** Less than this says nothing. */
const leastRoom = 20;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * An item as plain text of at most `room` characters, as readers count them (UAX #29): its headline and how it begins. What was said
 * of it since, a withdrawal before all else, has its place whatever the length of the rest.
 */
export function networkText(item: Item, words: Words, room: number): string {
  const remark = remarksOf(item).at(-1);
  const note = remark && fitted(said(remark, words), Math.floor(room / 2));
  const left = room - (note === undefined ? 0 : lengthOf(note + between));
  const title = item.headline ?? titleOf(item, left, words);
  const head = fitted(item.breaking ? `${words.breaking}: ${title}` : title, left);
  const forBody = left - lengthOf(head + between);
  // Without a headline, the head is the body's beginning.
  const isBodyLeft = item.headline !== undefined && forBody >= leastRoom;
  const body = isBodyLeft ? fitted(bodyText(item.body), forBody) : '';
  const parts = isStruck(item) ? [note, head, body] : [head, body, note];
  return parts.filter((part) => part !== undefined && part !== '').join(between);
}

/** What was said of an item, for an answer to its post. */
export function noteText(remark: Remark, words: Words, room: number): string {
  return fitted(said(remark, words), room);
}

/** A text on one line with at most so many characters as readers count them, cut between words. */
export function fitted(text: string, room: number): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  let count = 0;
  let end = 0;
  for (const { index } of graphemes.segment(flat)) {
    // One character stays for the ellipsis.
    if (count === room - 1) end = index;
    count += 1;
    if (count > room) return firstWords(flat, end + 1);
  }
  return flat;
}

export function lengthOf(text: string): number {
  return [...graphemes.segment(text)].length;
}

function said({ kind, note }: Remark, words: Words): string {
  const label = words.remarks[kind];
  return note === '' ? label : `${label}: ${note}`;
}
