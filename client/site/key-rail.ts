import type { Change } from '../../src/feed/change.ts';
import type { Edition } from '../../src/feed/draw/edition.ts';
import { anchorOf } from '../../src/feed/draw/entry-markup.ts';
import {
  keyCount,
  keyRowOf,
  keyRowsMarkup,
  type KeyRow,
} from '../../src/feed/draw/key-events-markup.ts';
import { isTombstone, newestFirst, type Entry, type Item } from '../../src/feed/item.ts';
import type { Words } from '../../src/feed/words/words.ts';
import { make, patchNode } from '../ticker/view/patch.ts';

type Times = Pick<Edition, 'time' | 'day' | 'words'>;

/** The list of key events of a page, or undefined where there is none. */
export function keyRailOf(page: ParentNode, times: Times): KeyRail | undefined {
  const rail = page.querySelector<HTMLElement>('.site-rail');
  const list = rail?.querySelector<HTMLElement>('.site-keys');
  return rail && list ? new KeyRail(rail, list, times) : undefined;
}

/**
 * The list of key events beside a feed, kept as the feed is. It moves only when the feed does: a new one waits
 * until its item is shown, and one that was taken down leaves its place empty.
 */
export class KeyRail {
  /** Newest first. */
  #rows: readonly KeyRow[];
  #edition: Edition;
  readonly #nodes = new Map<string, HTMLElement>();
  readonly #waiting = new Map<string, Item>();

  constructor(
    private readonly rail: HTMLElement,
    private readonly list: HTMLElement,
    times: Times,
  ) {
    this.#edition = { ...times, itemUrl: (id) => `${location.pathname}/items/${id}` };
    const nodes = [...list.querySelectorAll<HTMLElement>(':scope > li')];
    this.#rows = nodes.map(rowIn);
    for (const node of nodes) this.#nodes.set(node.dataset['id'] ?? '', node);
    this.#draw();
  }

  /** From now on in these words. */
  speak(words: Words): void {
    this.#edition = { ...this.#edition, words };
    this.#draw();
  }

  /** Takes what changed, and what is shown since. */
  take(changes: readonly Change[]): void {
    for (const change of changes) this.#takeOne(change);
    for (const item of this.#waiting.values()) if (articleOf(item.id)) this.#put(item);
    for (const { id } of this.#rows) {
      if (articleOf(id)?.classList.contains('lt-removed')) this.#empty(id);
    }
    this.#draw();
  }

  /** Shows these and no others. */
  show(entries: readonly Entry[]): void {
    const ids = new Set(entries.map(({ id }) => id));
    this.#rows = this.#rows.filter(({ kind, id }) => kind === 'gone' || ids.has(id));
    for (const entry of entries) {
      const [newest] = this.#rows;
      const isNewest = newest !== undefined && newestFirst(entry, newest) < 0;
      if (isNewest && this.#isToCome(entry)) this.#waiting.set(entry.id, entry);
      else this.#put(entry);
    }
    this.#draw();
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
    const isNew = !this.#has(entry.id) && articleOf(entry.id) === null;
    return isNew && !isTombstone(entry) && entry.key;
  }

  #has(id: string): boolean {
    return this.#rows.some((row) => row.kind === 'event' && row.id === id);
  }

  #put(entry: Entry): void {
    this.#waiting.delete(entry.id);
    const isGone = isTombstone(entry) || !entry.key;
    if (isGone && !this.#has(entry.id)) return;
    const others = this.#rows.filter(({ id }) => id !== entry.id);
    this.#rows = isGone
      ? others
      : [...others, keyRowOf(entry, this.#edition.words)].sort(newestFirst);
  }

  /** Nothing of its words stays; the rows below stay where they are. */
  #empty(gone: string): void {
    this.#rows = this.#rows.map((row) =>
      row.id === gone ? { kind: 'gone', id: row.id, postedAt: row.postedAt } : row,
    );
  }

  /** Brings the page to the rows; links lead to the place on this page, for what is on it. */
  #draw(): void {
    this.#keepFocus(() => {
      const ids = new Set(this.#rows.map(({ id }) => id));
      for (const [id, node] of this.#nodes) {
        if (ids.has(id)) continue;
        node.remove();
        this.#nodes.delete(id);
      }
      const linkOf = (id: string) =>
        articleOf(id) === null ? this.#edition.itemUrl(id) : `#${anchorOf(id)}`;
      const drawn = keyRowsMarkup(this.#rows, linkOf, this.#edition);
      this.#rows.forEach(({ id }, index) => {
        const markup = drawn[index];
        if (markup === undefined) return;
        const known = this.#nodes.get(id);
        if (known !== undefined) return patchNode(known, markup);
        const made = make(markup);
        if (!(made instanceof HTMLElement)) return;
        this.#nodes.set(id, made);
        this.list.insertBefore(made, this.list.children[index] ?? null);
      });
      const events = this.#rows.filter(({ kind }) => kind === 'event').length;
      this.rail.hidden = events === 0;
      const count = this.rail.parentElement?.querySelector('.site-count');
      if (count) count.textContent = keyCount(events, this.#edition.words?.lang ?? 'en');
    });
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
}

function articleOf(id: string): HTMLElement | null {
  return document.getElementById(anchorOf(id));
}

/** What a row says that the server drew. */
function rowIn(node: HTMLElement): KeyRow {
  const { id = '', at = '' } = node.dataset;
  const time = node.querySelector('time');
  if (time === null) return { kind: 'gone', id, postedAt: at };
  const words = node.querySelector('a > span');
  return {
    kind: 'event',
    id,
    postedAt: time.dateTime,
    title: words?.textContent ?? '',
    lang: words?.getAttribute('lang') ?? undefined,
    dir: words?.getAttribute('dir') ?? undefined,
    isStruck: node.classList.contains('site-struck'),
  };
}
