import type { Change } from '../../src/feed/change.ts';
import { isErasingKind } from '../../src/feed/change-kinds.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { ItemsPage } from '../../src/feed/messages.ts';
import { keepPlace } from '../ticker/view/keep-place.ts';
import { hasHour12 } from '../ticker/options/has-hour12.ts';
import { readerEdition } from '../ticker/view/reader-edition.ts';
import { showInfo, showLatest } from './feed-head.ts';
import { dropHeadData } from './head-data.ts';
import { keyRailOf, type KeyRail } from './key-rail.ts';
import { isEnglish, loadWords } from '../ticker/loaded/load-words.ts';
import { siteBase } from './site-base.ts';

/** Updates the page around a ticker with each change of the feed. While the ticker is paused, only takedowns. */
export class TickerFollower {
  readonly #hour12: boolean;
  readonly #rail: KeyRail | undefined;
  #oldest: string | undefined;
  #asked = 0;
  /** The latest time and information that came while the ticker was paused. */
  #unseen: { at?: string; info?: FeedInfo } | undefined;

  constructor(
    private readonly page: HTMLElement,
    private readonly ticker: Element,
  ) {
    const { lang } = document.documentElement;
    const base = `${location.pathname}/items/`;
    this.#hour12 = hasHour12(ticker);
    this.#rail = keyRailOf(
      page,
      readerEdition(
        { lang, timezone: page.dataset['zone'] },
        { zone: undefined, hour12: this.#hour12 },
        new Date().toISOString(),
        siteBase,
        (id) => base + id,
      ),
    );
    if (!isEnglish(lang)) void loadWords(siteBase, lang).then((words) => this.#rail?.speak(words));
    const written = page.querySelector<HTMLTimeElement>('.site-updated time');
    if (written !== null) showLatest(page, written.dateTime, this.#hour12);
    this.#oldest = this.#findOldest();
  }

  /** Starts to follow the ticker, for as long as the page is open. */
  follow(): void {
    this.ticker.addEventListener('lt-change', (event) => this.#changed(detailOf(event)));
  }

  #changed({ changes, paused }: Detail): void {
    if (changes.length === 0 || changes.some(erases)) dropHeadData();
    this.#show(changes, paused);
    if (paused) return;
    // If the list ends with another item and no change was applied, a new snapshot has replaced the list.
    const oldest = this.#findOldest();
    const wasReplaced = oldest !== this.#oldest && changes.length === 0;
    this.#oldest = oldest;
    this.#asked += 1;
    if (wasReplaced || this.#unseen !== undefined) void this.#renew(this.#asked);
    this.#unseen = undefined;
    if (oldest !== undefined) this.page.querySelector('.site-empty')?.remove();
  }

  #show(changes: readonly Change[], paused: boolean): void {
    const at = changes.at(-1)?.at ?? this.#unseen?.at;
    const info = changes.findLast((change) => change.kind === 'feed')?.info ?? this.#unseen?.info;
    if (paused) {
      this.#rail?.take(changes.filter(erases));
      this.#unseen = { ...(at !== undefined && { at }), ...(info !== undefined && { info }) };
      return;
    }
    if (at !== undefined) showLatest(this.page, at, this.#hour12);
    const list = this.ticker.querySelector('.lt-list');
    if (info !== undefined && list !== null) {
      keepPlace(list, () => showInfo(this.page, info), true);
    }
    this.#rail?.take(changes);
  }

  #findOldest(): string | undefined {
    return this.ticker.querySelector('.lt-list > li:last-child > article')?.id;
  }

  /** Fetches the key events. */
  async #renew(mine: number): Promise<void> {
    const feed = this.ticker.getAttribute('feed') ?? '';
    const path = `api/v1/feeds/${feed}/items?key=true&limit=50`;
    try {
      const response = await fetch(new URL(path, siteBase), { credentials: 'omit' });
      if (!response.ok) return;
      const { items } = (await response.json()) as ItemsPage;
      if (mine === this.#asked) this.#rail?.show(items);
    } catch {
      // Offline: the ticker shows that, and gets what was missed after reconnecting.
    }
  }
}

interface Detail {
  readonly changes: readonly Change[];
  readonly paused: boolean;
}

function detailOf(event: Event): Detail {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return isDetail(detail) ? detail : { changes: [], paused: false };
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && 'changes' in value && 'paused' in value;
}

function erases({ kind }: Change): boolean {
  return isErasingKind(kind);
}
