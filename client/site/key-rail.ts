import type { Change } from '../../src/feed/change.ts';
import { anchorOf } from '../../src/feed/entry-markup.ts';
import { isTombstone, newestFirst, type Entry, type Item } from '../../src/feed/item.ts';
import { openingOf } from '../../src/feed/opening.ts';
import type { WriteTime } from './write-time.ts';

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
    private readonly writeTime: WriteTime,
  ) {
    for (const row of list.querySelectorAll<HTMLElement>(':scope > li')) {
      this.#rows.set(row.dataset['id'] ?? '', row);
      const time = row.querySelector('time');
      if (time !== null) writeTime(time, time.dateTime);
    }
  }

  /** Takes what changed, and what is shown since. */
  take(changes: readonly Change[]): void {
    for (const change of changes) this.#takeOne(change);
    for (const item of this.#waiting.values()) if (articleOf(item.id)) this.#put(item);
    for (const id of this.#rows.keys()) {
      if (articleOf(id)?.classList.contains('lt-removed')) this.#empty(id);
    }
    this.#finish();
  }

  /** Shows these and no others. */
  show(entries: readonly Entry[]): void {
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

  #takeOne(change: Change): void {
    switch (change.kind) {
      case 'post':
      case 'edit':
      case 'correct':
      case 'strike':
      case 'pin':
        if (this.#isToCome(change.item)) this.#waiting.set(change.item.id, change.item);
        else this.#put(change.item);
        return;
      case 'takedown':
        this.#waiting.delete(change.id);
        this.#empty(change.id);
        return;
      case 'unpin':
      case 'feed':
        return;
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
    row.classList.toggle('site-struck', item.struck !== undefined);
    if (time !== null) this.writeTime(time, item.postedAt);
    if (words !== null) {
      words.textContent = item.headline ?? openingOf(item) ?? 'Update';
    }
  }

  /** Nothing of its words stays; the rows below stay where they are. */
  #empty(id: string): void {
    const row = this.#rows.get(id);
    this.#rows.delete(id);
    row?.querySelector('a')?.replaceWith(removedWords());
  }

  #remove(id: string): void {
    this.#rows.get(id)?.remove();
    this.#rows.delete(id);
  }

  /** Links lead to the place on this page, for what is on it. */
  #finish(): void {
    this.rail.hidden = this.#rows.size === 0;
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
  return words;
}

function sortable(row: Element): { readonly postedAt: string; readonly id: string } {
  const id = row instanceof HTMLElement ? row.dataset['id'] : undefined;
  return { postedAt: row.querySelector('time')?.dateTime ?? '', id: id ?? '' };
}
