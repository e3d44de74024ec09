import { dayAndTime } from '../../src/feed/draw/clock-time.ts';
import {
  coverageClass,
  feedSummary,
  feedTitle,
  lastChangeTime,
  standfirst,
} from '../../src/feed/draw/feed-head-markup.ts';
import type { Element as Drawn } from '../../src/feed/draw/markup.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { patchNode } from '../ticker/view/patch.ts';

/** Writes when the feed changed last: in the reader's zone, and in the language of the sentence around it. */
export function showLatest(head: ParentNode, at: string, hour12: boolean): void {
  const time = head.querySelector('.site-updated time');
  const lang = time?.closest<HTMLElement>('[lang]')?.lang ?? 'en';
  draw(time, lastChangeTime(at, dayAndTime(at, lang, undefined, hour12)));
}

/** Keeps what stands above a feed as the feed is: its title, its description, what is known, where its coverage stands. */
export function showInfo(page: ParentNode, info: FeedInfo): void {
  const head = page.querySelector<HTMLElement>('.site-head');
  if (head === null) return;
  // Shorter words leave their room: what stands below is being read.
  head.style.minBlockSize = `${head.offsetHeight}px`;
  draw(head.querySelector('h1'), feedTitle(info));
  draw(head.querySelector('.site-standfirst'), standfirst(info));
  const summary = head.querySelector('.site-summary');
  draw(summary, feedSummary(info, summary?.ariaLabel ?? undefined));
  const state = head.querySelector('.site-state');
  if (state !== null) state.className = coverageClass(info);
}

function draw(element: Element | null, drawn: Drawn): void {
  if (element !== null) patchNode(element, drawn);
}
