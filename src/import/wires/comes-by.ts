import { bodyText } from '../../feed/body.ts';
import type { ItemContent } from '../../feed/item.ts';
import type { WireFilter } from './wire.ts';

/** Whether an entry comes by a wire: it has one of each list that its filter has, whatever the case of letters. */
export function comesBy({ words, tags, authors }: WireFilter, content: ItemContent): boolean {
  const text = folded(`${content.headline ?? ''}\n${bodyText(content.body)}`);
  const has = (wanted: readonly string[] | undefined, isThere: (one: string) => boolean) =>
    wanted === undefined || wanted.some((one) => isThere(folded(one)));
  return (
    has(words, (word) => text.includes(word)) &&
    has(tags, (tag) => content.tags.map(folded).includes(tag)) &&
    has(authors, (author) => content.bylines.map(folded).includes(author))
  );
}

function folded(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase('und').trim();
}
