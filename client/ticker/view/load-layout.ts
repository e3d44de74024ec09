import { feedLayout, type Layout } from '../../../src/feed/draw/layout.ts';
import { warn } from './warn.ts';

/** The module of the layouts that few pages use. */
export interface LoadedLayouts {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly itemCss: string;
  readonly chromeCss: string;
}

/** A layout, with the styles that it needs beside the ticker's own. */
export interface ReadyLayout {
  readonly name: string;
  readonly layout: Layout;
  readonly itemCss: string;
  readonly chromeCss: string;
}

export const wholeFeed: ReadyLayout = {
  name: 'feed',
  layout: feedLayout,
  itemCss: '',
  chromeCss: '',
};

/** Loads a layout from the server; the whole feed where the server has none of that name. Never rejects. */
export async function loadLayout(server: string, name: string): Promise<ReadyLayout> {
  try {
    const url = `${server}v1/layouts.js`;
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ url)) as {
      readonly default: LoadedLayouts;
    };
    const { layouts, itemCss, chromeCss } = module.default;
    const layout = Object.hasOwn(layouts, name) ? layouts[name] : undefined;
    if (layout !== undefined) return { name, layout, itemCss, chromeCss };
    warn(`<live-ticker layout="${name}"> is ignored: use ${Object.keys(layouts).join(', ')}.`);
  } catch {
    warn(`<live-ticker layout="${name}"> could not be loaded.`);
  }
  return wholeFeed;
}
