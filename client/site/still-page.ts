import { clockTime, dayOf } from '../../src/feed/draw/clock-time.ts';
import { isErasingKind } from '../../src/feed/change-kinds.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Edition } from '../../src/feed/draw/edition.ts';
import { anchorOf, entryMarkup } from '../../src/feed/draw/entry-markup.ts';
import { isTombstone, type Entry, type Tombstone } from '../../src/feed/item.ts';
import type { PageLanguage, Words } from '../../src/feed/words/words.ts';
import { removalMarkup } from '../../src/feed/draw/removal-markup.ts';
import { spokenIn } from '../../src/feed/draw/spoken.ts';
import { raised } from '../../src/feed/draw/raised.ts';
import { pageTitleOf } from '../../src/feed/draw/item-title.ts';
import { patchChildren, patchNode } from '../ticker/view/patch.ts';
import { dropHeadData } from './head-data.ts';

/**
 * A page of items without a ticker: one item, or older items. Changed items are drawn again in the page. The page is
 * not reloaded, because a cache might serve the old page.
 */
export class StillPage {
  /** Writes times in the newsroom's zone, like the page that the server drew. */
  readonly edition: Required<Pick<Edition, 'time' | 'day' | 'words'>>;

  constructor(
    private readonly main: HTMLElement,
    private readonly language: PageLanguage,
  ) {
    const { lang } = document.documentElement;
    const { zone } = main.dataset;
    this.edition = {
      time: (at) => clockTime(at, lang, zone),
      day: (at, shape) => dayOf(at, lang, zone, shape),
      words: language,
    };
  }

  /** The ids of the shown items, without removed ones. */
  get ids(): readonly string[] {
    const articles = this.main.querySelectorAll('article[id^="item-"]:not(.lt-removed)');
    return [...articles].map(({ id }) => id.slice(anchorOf('').length));
  }

  /** True for the page of one item. */
  get isSingle(): boolean {
    return this.main.classList.contains('site-single');
  }

  /** The time of a page as it stood: its words stay those of then, as long as they stand at all. */
  get at(): string | undefined {
    return this.main.dataset['at'];
  }

  take(change: Change): void {
    if (change.kind === 'takedown') this.#bury(change.id, change.at);
    else if ('item' in change && (this.at === undefined || isErasingKind(change.kind))) {
      this.show(change.item);
    }
  }

  /** Draws an entry if it is on this page. */
  show(entry: Entry): void {
    const article = this.#articleOf(entry.id);
    if (article === null) return;
    if (isTombstone(entry)) this.#remove(article, entry);
    else this.#draw(article, entry);
  }

  #bury(id: string, removedAt: string): void {
    const article = this.#articleOf(id);
    const postedAt = article?.querySelector('time')?.dateTime ?? removedAt;
    if (article !== null) this.#remove(article, { id, postedAt, removedAt });
  }

  #remove(article: HTMLElement, tombstone: Tombstone): void {
    const hadFocus = article.contains(document.activeElement);
    dropHeadData();
    if (this.isSingle) {
      const heading = this.#announceRemoval(article, tombstone.removedAt);
      if (hadFocus) heading?.focus();
      return;
    }
    this.#draw(article, tombstone);
    if (hadFocus) article.focus();
  }

  /** The page of one item becomes the page of a removed one. */
  #announceRemoval(article: HTMLElement, removedAt: string): HTMLElement | null {
    document.title = `${this.language.removed} – ${this.#feedTitle}`;
    this.main.querySelector('.site-day')?.remove();
    const { lang, dir } = document.documentElement;
    const spoken = spokenIn(this.language, { lang, dir: dir === 'rtl' ? dir : 'ltr' });
    const place = article.closest('.lt-feed') ?? article;
    patchChildren(place, removalMarkup(removedAt, spoken, this.main.dataset['zone']));
    place.className = '';
    return this.main.querySelector('h1');
  }

  #draw(article: HTMLElement, entry: Entry): void {
    const drawn = entryMarkup(entry, this.#editionOf(article));
    patchNode(article, this.isSingle ? raised(drawn) : drawn);
    if (this.isSingle) document.title = `${nameOf(entry, this.edition.words)} – ${this.#feedTitle}`;
  }

  /** The edition in which the server drew the article: times in the newsroom's zone, and the same link. */
  #editionOf(article: HTMLElement): Edition {
    const link = article.querySelector('.lt-permalink')?.getAttribute('href') ?? '';
    return { ...this.edition, itemUrl: () => link };
  }

  get #feedTitle(): string {
    return this.main.querySelector('.site-back bdi')?.textContent ?? '';
  }

  #articleOf(id: string): HTMLElement | null {
    return this.main.querySelector<HTMLElement>(`#${CSS.escape(anchorOf(id))}`);
  }
}

function nameOf(entry: Entry, words: Words): string {
  return isTombstone(entry) ? words.removed : pageTitleOf(entry, words);
}
