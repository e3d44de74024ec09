import type { Change } from '../../src/feed/change.ts';
import { entryDirection } from '../../src/feed/draw/direction.ts';
import { dateBeside, type Edition } from '../../src/feed/draw/edition.ts';
import { isStruck } from '../../src/feed/remarks.ts';
import { anchorOf } from '../../src/feed/draw/entry-markup.ts';
import { isTombstone, newestFirst, type Entry, type Item } from '../../src/feed/item.ts';
import { titleOf } from '../../src/feed/draw/item-title.ts';

type Times = Pick<Edition, 'time' | 'day'>;

/** The list of key events of a page, or undefined where there is none. */
export function keyRailOf(page: ParentNode, edition: Times): KeyRail | undefined {
  const rail = page.querySelector<HTMLElement>('.site-rail');
  const list = rail?.querySelector<HTMLElement>('.site-keys');
  const template = rail?.querySelector('template');
  if (!rail || !list || !template) return undefined;
  return new KeyRail(rail, list, template, edition);
}

/**
 * The list of key events beside a feed, kept as the feed is. It moves only when the feed does: a new one waits
 * until its item is shown, and one that was taken down leaves its place empty.
 */
export class KeyRail {
  readonly #rows = new Map<string, HTMLElement>();
  readonly #waiting = new Map<string, Item>();

  constructor(
    private readonly rail: HTMLElement,
    private readonly list: HTMLElement,
    private readonly template: HTMLTemplateElement,
    private readonly edition: Times,
  ) {
    for (const row of list.querySelectorAll<HTMLElement>(':scope > li')) {
      this.#rows.set(row.dataset['id'] ?? '', row);
      const time = row.querySelector('time');
      if (time !== null) this.#writeTime(time, time.dateTime);
    }
    this.#writeDates();
  }

  /** Takes what changed, and what is shown since. */
  take(changes: readonly Change[]): void {
    this.#keepFocus(() => {
      for (const change of changes) this.#takeOne(change);
      for (const item of this.#waiting.values()) if (articleOf(item.id)) this.#put(item);
      for (const id of this.#rows.keys()) {
        if (articleOf(id)?.classList.contains('lt-removed')) this.#empty(id);
      }
      this.#finish();
    });
  }

  /** Shows these and no others. */
  show(entries: readonly Entry[]): void {
    this.#keepFocus(() => this.#showAll(entries));
  }

  #showAll(entries: readonly Entry[]): void {
    const ids = new Set(entries.map(({ id }) => id));
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#remove(id);
    for (const entry of entries) {
      const above = this.list.firstElementChild;
      const isNewest = above !== null && newestFirst(entry, sortable(above)) < 0;
      if (isNewest && this.#isToCome(entry)) this.#waiting.set(entry.id, entry);
      else this.#put(entry);
    }
    this.#finish();
  }

  /** Where the link in focus went, the focus goes to what stands in its place. */
  #keepFocus(change: () => void): void {
    const { activeElement } = document;
    const index = [...this.list.children].findIndex((row) => row.contains(activeElement));
    change();
    if (index === -1 || this.list.contains(document.activeElement)) return;
    const row = this.list.children[index] ?? this.list.lastElementChild;
    const instead = this.rail.hidden
      ? document.querySelector<HTMLElement>('.lt-headline, .lt-removed')
      : row?.querySelector<HTMLElement>('a, .site-gone');
    instead?.focus({ preventScroll: true });
  }

  #takeOne(change: Change): void {
    // By what it carries: a kind of a later version is taken as well.
    if (change.kind === 'takedown') {
      this.#waiting.delete(change.id);
      this.#empty(change.id);
    } else if ('item' in change) {
      if (this.#isToCome(change.item)) this.#waiting.set(change.item.id, change.item);
      else this.#put(change.item);
    }
  }

  #isToCome(entry: Entry): entry is Item {
    const isNew = !this.#rows.has(entry.id) && articleOf(entry.id) === null;
    return isNew && !isTombstone(entry) && entry.key;
  }

  #put(entry: Entry): void {
    this.#waiting.delete(entry.id);
    if (isTombstone(entry) || !entry.key) {
      this.#remove(entry.id);
      return;
    }
    const row = this.#rows.get(entry.id) ?? this.#make();
    if (row === undefined) return;
    this.#fill(row, entry);
    if (this.#rows.has(entry.id)) return;
    this.#rows.set(entry.id, row);
    const below = [...this.list.children].find((other) => newestFirst(entry, sortable(other)) < 0);
    this.list.insertBefore(row, below ?? null);
  }

  #make(): HTMLElement | undefined {
    const row = this.template.content.firstElementChild?.cloneNode(true);
    return row instanceof HTMLElement ? row : undefined;
  }

  #fill(row: HTMLElement, item: Item): void {
    const [time, words] = [row.querySelector('time'), row.querySelector('span')];
    row.dataset['id'] = item.id;
    row.classList.toggle('site-struck', isStruck(item));
    if (time !== null) this.#writeTime(time, item.postedAt);
    if (words === null) return;
    words.textContent = titleOf(item);
    words.lang = item.lang ?? '';
    if (item.lang === undefined) words.removeAttribute('lang');
    words.dir = entryDirection(item) ?? '';
  }

  #writeTime(element: HTMLTimeElement, at: string): void {
    const { text, exact } = this.edition.time(at);
    element.dateTime = at;
    element.title = exact;
    if (element.textContent !== text) element.textContent = text;
  }

  /** Each row stands under its date where the one above is of another day. */
  #writeDates(): void {
    let above: string | undefined;
    for (const row of this.list.children) {
      const at = sortable(row).postedAt;
      const words = row.querySelector<HTMLElement>('.site-date');
      if (at === '' || words === null) continue;
      const date = dateBeside(at, above, this.edition) ?? '';
      if (words.textContent !== date) words.textContent = date;
      words.hidden = date === '';
      above = at;
    }
  }

  /** Nothing of its words stays; the rows below stay where they are. */
  #empty(id: string): void {
    const row = this.#rows.get(id);
    this.#rows.delete(id);
    const at = row?.querySelector('time')?.dateTime;
    if (at !== undefined && row !== undefined) row.dataset['at'] = at;
    row?.querySelector('a')?.replaceWith(removedWords());
  }

  #remove(id: string): void {
    this.#rows.get(id)?.remove();
    this.#rows.delete(id);
  }

  /** Links lead to the place on this page, for what is on it. */
  #finish(): void {
    this.rail.hidden = this.#rows.size === 0;
    this.#writeDates();
    for (const [id, row] of this.#rows) {
      const here = articleOf(id) !== null;
      const href = here ? `#${anchorOf(id)}` : `${location.pathname}/items/${id}`;
      const link = row.querySelector('a');
      if (link?.getAttribute('href') !== href) link?.setAttribute('href', href);
    }
  }
}

function articleOf(id: string): HTMLElement | null {
  return document.getElementById(anchorOf(id));
}

function removedWords(): HTMLElement {
  const words = document.createElement('p');
  words.className = 'site-gone';
  words.textContent = 'Removed';
  words.tabIndex = -1;
  return words;
}

function sortable(row: Element): { readonly postedAt: string; readonly id: string } {
  const { id = '', at = '' } = row instanceof HTMLElement ? row.dataset : {};
  return { postedAt: row.querySelector('time')?.dateTime ?? at, id };
}
