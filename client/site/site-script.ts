import type { Change } from '../../src/feed/change.ts';
import type { ItemsPage } from '../../src/feed/wire.ts';
import { showLatest, takeFeedChanges } from './feed-head.ts';
import { dropHeadData } from './head-data.ts';
import { KeyRail } from './key-rail.ts';
import { siteBase } from './site-base.ts';
import { timeWriter } from './write-time.ts';

for (const page of document.querySelectorAll<HTMLElement>('main.site-feed')) {
  const ticker = page.querySelector('live-ticker');
  if (ticker !== null) follow(page, ticker);
}

/** The page around the ticker follows what the ticker tells. */
function follow(page: HTMLElement, ticker: Element): void {
  const { lang } = document.documentElement;
  const rail = railOf(page, lang);
  const written = page.querySelector<HTMLTimeElement>('.site-updated time');
  if (written !== null) showLatest(page, written.dateTime, lang);
  const oldest = () => ticker.querySelector('.lt-list > li:last-child > article')?.id;
  let [was, asked] = [oldest(), 0];
  ticker.addEventListener('lt-change', (event) => {
    const changes = changesOf(event);
    dropHeadData(changes);
    takeFeedChanges(page, changes);
    const last = changes.at(-1);
    if (last !== undefined) showLatest(page, last.at, lang);
    rail?.take(changes);
    // Where the list ends elsewhere it was replaced as a whole, by no change that could be taken.
    const wasReplaced = was !== oldest();
    was = oldest();
    asked++;
    if (wasReplaced && changes.length === 0) void renew(asked);
  });

  async function renew(mine: number): Promise<void> {
    const path = `api/v1/feeds/${ticker.getAttribute('feed') ?? ''}/items?key=true&limit=50`;
    try {
      const response = await fetch(new URL(path, siteBase), { credentials: 'omit' });
      if (!response.ok) return;
      const { items } = (await response.json()) as ItemsPage;
      if (mine === asked) rail?.show(items);
    } catch {
      // Offline: the ticker says so, and goes on from where it was.
    }
  }
}

function railOf(page: HTMLElement, lang: string): KeyRail | undefined {
  const rail = page.querySelector<HTMLElement>('.site-rail');
  const list = rail?.querySelector<HTMLElement>('.site-keys');
  const template = rail?.querySelector('template');
  if (!rail || !list || !template) return undefined;
  const write = timeWriter(lang, page.dataset['zone']);
  return new KeyRail(rail, list, template, write);
}

function changesOf(event: Event): readonly Change[] {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return isDetail(detail) ? detail.changes : [];
}

function isDetail(value: unknown): value is { readonly changes: readonly Change[] } {
  return typeof value === 'object' && value !== null && 'changes' in value;
}
