import { clockTime, dayOf } from '../../src/feed/draw/clock-time.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';

/** The page's own words are English, and so is the date among them. */
const pageLang = 'en-GB';

/** Writes when the feed changed last, in the reader's zone. */
export function showLatest(head: ParentNode, at: string, hour12: boolean): void {
  const time = head.querySelector<HTMLTimeElement>('.site-updated time');
  if (time === null) return;
  time.dateTime = at;
  time.removeAttribute('title');
  const day = dayOf(at, pageLang, undefined, 'dayOfYear');
  write(time, `${day} at ${clockTime(at, pageLang, undefined, hour12).text}`);
}

/** Keeps what stands above a feed as the feed is: its title, its description, where its coverage stands. */
export function showInfo(page: ParentNode, info: FeedInfo): void {
  const head = page.querySelector<HTMLElement>('.site-head');
  if (head === null) return;
  // Shorter words leave their room: what stands below is being read.
  head.style.minBlockSize = `${head.offsetHeight}px`;
  write(head.querySelector('h1 bdi') ?? head.querySelector('h1'), info.title);
  const standfirst = head.querySelector<HTMLElement>('.site-standfirst');
  write(standfirst, info.description ?? '');
  if (standfirst !== null) standfirst.hidden = info.description === undefined;
  const state = head.querySelector('.site-state');
  state?.classList.toggle('site-open', info.coverage === 'open');
  state?.classList.toggle('site-ended', info.coverage === 'ended');
}

function write(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
