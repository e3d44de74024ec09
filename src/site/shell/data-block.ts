import { h, type Element } from '../../feed/draw/markup.ts';

/** JSON for machines in a page: a `<script>` that no browser runs. */
export function dataBlock(
  type: 'application/json' | 'application/ld+json',
  value: object,
  className?: string,
): Element {
  return h('script', { type, class: className }, JSON.stringify(value));
}
