import { h, type Element } from '../../feed/draw/markup.ts';
import type { LayoutName } from '../../feed/draw/layouts.ts';

/** Lines of text as a path: the thin ones are the site's, the thick ones the ticker's. */
const shapes: Readonly<Record<LayoutName, { readonly thin: string; readonly thick: string }>> = {
  feed: { thin: 'M2 5h6M2 15h6', thick: 'M12 2v22M16 5h22M16 9h16M16 15h22M16 19h18' },
  rail: { thin: 'M2 4h18M2 9h18M2 14h18M2 19h12', thick: 'M26 2h12v22H26zM29 7h6M29 13h6M29 19h6' },
  bar: { thin: 'M2 15h36M2 19h36M2 23h24', thick: 'M2 3h36v7H2zM6 6.5h20' },
};

export function layoutPicture(layout: LayoutName): Element {
  const { thin, thick } = shapes[layout];
  return h(
    'svg',
    { viewBox: '0 0 40 26', width: 40, height: 26, fill: 'none', 'aria-hidden': 'true' },
    h('path', { d: thin, stroke: 'currentColor', 'stroke-width': 1, opacity: 0.6 }),
    h('path', { d: thick, stroke: 'currentColor', 'stroke-width': 1.75 }),
  );
}
