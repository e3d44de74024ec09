import { isErasingKind } from '../../src/feed/change-kinds.ts';
import type { PageLanguage } from '../../src/feed/words/words.ts';
import { createTicker } from '../ticker/create-ticker.ts';
import { foldTools } from './fold-tools.ts';
import { followSlider } from './replay-slider.ts';
import { fetchEntries } from './fetch-entries.ts';
import { keyRailOf } from './key-rail.ts';
import { loadLanguage } from './load-language.ts';
import { siteBase } from './site-base.ts';
import { StillPage } from './still-page.ts';

/**
 * After a new snapshot it is unknown which items were taken down meanwhile, so the items are fetched after each of
 * these pauses (milliseconds). Several times, because caches may have old answers, and no more often than this.
 */
const pausesMs = [0, 5_000, 25_000];

const { lang } = document.documentElement;
const language = loadLanguage(lang);
for (const page of document.querySelectorAll<HTMLElement>('main[data-feed]')) {
  void language.then((known) => keepTrue(page, known));
}

/** Applies takedowns and corrections to the open page at once. */
function keepTrue(main: HTMLElement, known: PageLanguage): void {
  const { feed = '', epoch = '', seq = '0', tag = '' } = main.dataset;
  // The position of the page is enough: the server sends only the changes after it.
  const info = { title: '', lang: '', timezone: 'UTC', coverage: 'open' } as const;
  const initial = { feed, epoch, seq: Number(seq), tag, info, items: [], pinned: null, more: null };
  const page = new StillPage(main, known);
  foldTools(main);
  followSlider(main, main.dataset['zone'], false);
  const rail = keyRailOf(main, page.edition);
  let asked = 0;
  const ticker = createTicker({ src: siteBase, feed, initial });
  ticker.on('change', (changes) => {
    for (const change of changes) page.take(change);
    rail?.take(page.at === undefined ? changes : changes.filter(({ kind }) => isErasingKind(kind)));
    if (changes.length === 0) renewSoon((asked += 1));
    // The page of a removed item cannot change any more.
    if (page.isSingle && page.ids.length === 0) ticker.close();
  });

  function renewSoon(mine: number): void {
    for (const ms of pausesMs) setTimeout(() => void renew(mine), ms + Math.random() * 1_000);
  }

  async function renew(mine: number): Promise<void> {
    if (mine !== asked) return;
    try {
      for (const entry of await fetchEntries(siteBase, feed, page)) page.show(entry);
    } catch {
      // Offline: after reconnecting, the ticker gets what was missed, or a new snapshot, which fetches again.
    }
  }
}
