import type { Element, ElementContent, Text } from 'hast';
import { isSafeUrl } from '../../../../src/feed/draw/markup.ts';
import { element } from './clean-inlines.ts';
import { marks, type Mark } from './pasted-style.ts';

/** What a text stands in. */
export interface Around {
  readonly marks: ReadonlySet<Mark>;
  readonly href?: string;
}

/** Where a link leads to, when that is an address of the web or of mail. */
export function hrefOf({ properties }: Element): Partial<Around> {
  const { href } = properties;
  const isOfTheWeb = typeof href === 'string' && isSafeUrl(href) && !href.startsWith('/');
  return isOfTheWeb ? { href } : {};
}

/** Addresses that are written out, without the sentence's own signs behind them. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'’”»])/;

/** A text in the marks and the link that it stands in; addresses in it become links. */
export function markedText(value: string, around: Around): readonly (Text | Element)[] {
  const text = value.replace(/[\u200b\ufeff\u00ad]/g, '').replace(/\u00a0{2,}/g, ' ');
  if (text === '') return [];
  // Space belongs to no word: whatever marks are around it, it has none.
  if (text.trim() === '') return [{ type: 'text', value: text }];
  const { href } = around;
  if (href !== undefined) return [linked([marked(text, around)], href)];
  return text
    .split(address)
    .map((part, index) => {
      const node = marked(part, around);
      return index % 2 === 1 ? linked([node], part) : node;
    })
    .filter((node) => node.type === 'element' || node.value !== '');
}

function linked(children: ElementContent[], href: string): Element {
  return { ...element('a', children), properties: { href } };
}

function marked(value: string, around: Around): Text | Element {
  let node: Text | Element = { type: 'text', value };
  if (value.trim() === '') return node;
  for (const mark of marks.toReversed()) {
    if (around.marks.has(mark)) node = element(mark, [node]);
  }
  return node;
}
