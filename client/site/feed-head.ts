import { clockTime, dayOf } from '../../src/feed/draw/clock-time.ts';
import {
  coverageState,
  feedTitle,
  lastChangeTime,
  standfirst,
} from '../../src/feed/draw/feed-head-markup.ts';
import type { Element as Drawn } from '../../src/feed/draw/markup.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { patchNode } from '../ticker/view/patch.ts';

/** The page's own words are English, and so is the date among them. */
const pageLang = 'en-GB';

/** Writes when the feed changed last, in the reader's zone. */
export function showLatest(head: ParentNode, at: string, hour12: boolean): void {
  const day = dayOf(at, pageLang, undefined, 'dayOfYear');
  const words = `${day} at ${clockTime(at, pageLang, undefined, hour12).text}`;
  draw(head.querySelector('.site-updated time'), lastChangeTime(at, words));
}

/** Keeps what stands above a feed as the feed is: its title, its description, where its coverage stands. */
export function showInfo(page: ParentNode, info: FeedInfo): void {
  const head = page.querySelector<HTMLElement>('.site-head');
  if (head === null) return;
  // Shorter words leave their room: what stands below is being read.
  head.style.minBlockSize = `${head.offsetHeight}px`;
  draw(head.querySelector('h1'), feedTitle(info));
  draw(head.querySelector('.site-standfirst'), standfirst(info));
  draw(head.querySelector('.site-state'), coverageState(info));
}

function draw(element: Element | null, drawn: Drawn): void {
  if (element !== null) patchNode(element, drawn);
}
