import type { Change } from '../../src/feed/change.ts';
import { clockTime, dayOf } from '../../src/feed/clock-time.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';

/** Writes when the feed changed last, in the reader's zone. */
export function showLatest(head: ParentNode, at: string, lang: string): void {
  const time = head.querySelector<HTMLTimeElement>('.site-updated time');
  if (time === null) return;
  time.dateTime = at;
  time.removeAttribute('title');
  write(time, `${dayOf(at, lang)}, ${clockTime(at, lang).text}`);
}

/** Keeps what stands above a feed as the feed is: its title, its description, where its coverage stands. */
export function takeFeedChanges(head: ParentNode, changes: readonly Change[]): void {
  for (const change of changes) if (change.kind === 'feed') show(head, change.info);
}

function show(head: ParentNode, info: FeedInfo): void {
  write(head.querySelector('h1'), info.title);
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
