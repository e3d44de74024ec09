import { feedLayout, type Layout } from '../../../src/feed/draw/layout.ts';
import type { PartStyles } from '../style/styles.ts';
import type { Undo } from '../clock.ts';
import { warn } from '../options/warn.ts';

/** Tells whether somebody points at an element or has the focus in it. */
export type HoldWhileUsed = (element: HTMLElement, tell: (isUsed: boolean) => void) => Undo;

/** The module of the layouts that few pages use. */
export interface LoadedLayouts extends PartStyles {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly holdWhileUsed: HoldWhileUsed;
}

/** A layout, with the styles that it needs beside the ticker's own. */
export interface ReadyLayout {
  readonly name: string;
  readonly layout: Layout;
  readonly styles?: PartStyles;
  /** Set where new items come into the list by themselves. */
  readonly holdWhileUsed?: HoldWhileUsed;
}

export const wholeFeed: ReadyLayout = {
  name: 'feed',
  layout: feedLayout,
};

/** Loads a layout from the server; the whole feed where the server has none of that name. Never rejects. */
export async function loadLayout(server: string, name: string): Promise<ReadyLayout> {
  try {
    const url = `${server}v1/layouts.js`;
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ url)) as {
      readonly default: LoadedLayouts;
    };
    const { layouts, holdWhileUsed, ...styles } = module.default;
    const layout = Object.hasOwn(layouts, name) ? layouts[name] : undefined;
    if (layout !== undefined) return { name, layout, styles, holdWhileUsed };
    warn(`<live-ticker layout="${name}"> is ignored: use ${Object.keys(layouts).join(', ')}.`);
  } catch {
    warn(`<live-ticker layout="${name}"> could not be loaded.`);
  }
  return wholeFeed;
}
