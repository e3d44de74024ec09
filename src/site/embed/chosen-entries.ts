import { layoutOf, type Layout } from '../../feed/draw/layouts.ts';
import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import { filtered } from '../../feed/embed/filtered.ts';
import type { Entry } from '../../feed/item.ts';

/** Those of a feed's newest entries that the options choose, in the order they ask for, and how they are laid out. */
export function chosenEntries(
  entries: readonly Entry[],
  { layout: name, filter, limit, order }: EmbedOptions,
): { readonly shown: readonly Entry[]; readonly layout: Layout } {
  const layout = layoutOf(name);
  const picked = layout.pick(filtered(entries, filter), Number(limit ?? layout.limit));
  return { shown: order === 'oldest' ? picked.toReversed() : picked, layout };
}
