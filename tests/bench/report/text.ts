import { afternoon } from '../../../src/demo/story/afternoon.ts';

/** What Dateline's envelope around an item's text takes in a change, in bytes. */
export const envelopeBytes = 420;

/** Real sentences, so that compression has something real to do: a body that makes a change of about `bytes`. */
export function textOf(bytes: number, n: number): string {
  const wanted = Math.max(20, bytes - envelopeBytes);
  const from = (n * 97) % (sentences.length - wanted - 1);
  return sentences.slice(from, from + wanted).trim();
}

const sentences = afternoon
  .flatMap((step) => ('text' in step && step.text?.body !== undefined ? [step.text.body] : []))
  .join(' ')
  .replaceAll(/[^\w ,.'-]+/g, ' ')
  .repeat(20);
