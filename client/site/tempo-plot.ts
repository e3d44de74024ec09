import type { Tempo } from '../../src/feed/messages.ts';
import { siteBase } from './site-base.ts';

const height = 56;
/** Of a slice: the rest is the gap to the next. */
const barShare = 0.7;
/** A bar is no wider than if there were so many: a young story has a few slices. */
const minBars = 60;

/** Draws how much was posted when, over the time from `from` to `to` (Unix time). Without an answer there is no plot. */
export async function showTempo(
  form: ParentNode,
  feed: string,
  span: { readonly from: number; readonly to: number },
): Promise<void> {
  try {
    const url = new URL(`api/v1/feeds/${feed}/tempo`, siteBase);
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) return;
    form
      .querySelector('.site-tempo')
      ?.replaceChildren(plotOf((await response.json()) as Tempo, span));
  } catch {
    // Offline: the slider works without.
  }
}

function plotOf(tempo: Tempo, { from, to }: { readonly from: number; readonly to: number }): Node {
  const plot = svg('svg', { viewBox: `0 0 ${to - from} ${height}`, preserveAspectRatio: 'none' });
  const most = Math.max(1, ...tempo.posts);
  const start = Date.parse(tempo.from) / 1_000 - from;
  tempo.posts.forEach((posts, index) => {
    if (posts === 0) return;
    const tall = Math.max(3, (posts / most) * (height - 4));
    plot.append(
      svg('rect', {
        x: start + index * tempo.seconds,
        y: height - tall,
        width: Math.min(tempo.seconds * barShare, (to - from) / minBars),
        height: tall,
        class: (tempo.keys[index] ?? 0) > 0 ? 'site-tempo-key' : '',
      }),
    );
  });
  return plot;
}

function svg(tag: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
