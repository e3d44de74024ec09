import { anchorOf } from '../../../src/feed/draw/entry-markup.ts';
import type { Entry } from '../../../src/feed/item.ts';

/** A shorter list has all its rows. */
const mostRows = 160;
/** Rows that are made in one go: more would be felt as a jerk on a slow phone. */
const stepRows = 12;
/** So near to the end of the rows, further ones are made. */
const nearPx = 2_000;
/** The height of a row that nobody has seen yet. */
const usualPx = 200;

/**
 * Keeps a long list to the rows around what the reader sees. Room of the height that they had stands for the others:
 * the padding of the first and last row, because a change of the list's own padding would keep browsers from anchoring.
 */
export class RowWindow {
  readonly #heights = new Map<string, number>();
  #all: readonly Entry[] = [];
  #first: string | undefined;
  #count = mostRows;
  #isNext = false;
  readonly #ends = new AbortController();

  /** `arrange`: shows the rows that `choose` names. */
  constructor(
    private readonly list: HTMLElement,
    private readonly arrange: () => void,
  ) {
    const listening = { signal: this.#ends.signal, passive: true, capture: true };
    addEventListener('scroll', () => this.#soon(), listening);
    addEventListener('resize', () => this.#soon(), listening);
  }

  stop(): void {
    this.#ends.abort();
  }

  /** The entries that have rows. */
  choose(entries: readonly Entry[]): readonly Entry[] {
    if (entries.length <= mostRows) {
      this.#all = [];
      this.#first = undefined;
      return entries;
    }
    this.#measure();
    this.#all = entries;
    const last = entries.length - this.#count;
    const start = Math.min(Math.max(0, this.#startIn(entries)), last);
    this.#first = entries[start]?.id;
    return entries.slice(start, start + this.#count);
  }

  /** Gives the first and last row the room of those that are not there. */
  drawn(): void {
    for (const row of this.list.querySelectorAll<HTMLElement>(':scope > li[style]')) pad(row, 0, 0);
    const start = this.#start;
    if (this.#all.length === 0 || start < 0) return;
    const end = start + this.#count;
    const rows = this.#rows;
    const above = this.#heightOf(0, start);
    const below = this.#heightOf(end, this.#all.length);
    const [first, lastRow] = [rows[0], rows.at(-1)];
    if (first !== undefined) pad(first, above, 0);
    if (lastRow !== undefined) pad(lastRow, 0, below);
    rows.forEach((row, index) => {
      row.setAttribute('aria-posinset', String(start + index + 1));
      row.setAttribute('aria-setsize', String(this.#all.length));
    });
  }

  /** Makes the row of an item, where it has none. */
  bring(id: string): void {
    const index = this.#all.findIndex((entry) => entry.id === id);
    const at = index - this.#start;
    if (index < 0 || (at >= 0 && at < this.#count)) return;
    this.#first = this.#all[Math.max(0, index - this.#count / 2)]?.id;
    this.arrange();
  }

  get #start(): number {
    return this.#all.findIndex(({ id }) => id === this.#first);
  }

  get #rows(): readonly HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(':scope > li')];
  }

  /** Where the rows begin: where they began, and further to the side to which the reader goes. */
  #startIn(entries: readonly Entry[]): number {
    const rows = this.#rows;
    const [first, last] = [rows[0], rows.at(-1)];
    const began = entries.findIndex(({ id }) => id === this.#first);
    if (first === undefined || last === undefined || began < 0) return 0;
    const top = first.getBoundingClientRect().top + paddingOf(first, 'paddingBlockStart');
    const bottom = last.getBoundingClientRect().bottom - paddingOf(last, 'paddingBlockEnd');
    // Far from all rows: the reader has dragged the scroll bar.
    if (top > innerHeight + nearPx || bottom < -nearPx)
      return this.#indexAtSight(entries, top, began);
    if (top > -nearPx) return began - stepRows;
    if (bottom < innerHeight + nearPx) return began + stepRows;
    return began;
  }

  #indexAtSight(entries: readonly Entry[], top: number, began: number): number {
    let y = top - this.#heightOf(0, began);
    const index = entries.findIndex(({ id }) => (y += this.#heights.get(id) ?? usualPx) > 0);
    return (index < 0 ? entries.length : index) - this.#count / 2;
  }

  #heightOf(start: number, end: number): number {
    let sum = 0;
    for (let index = start; index < end; index += 1) {
      sum += this.#heights.get(this.#all[index]?.id ?? '') ?? usualPx;
    }
    return sum;
  }

  #measure(): void {
    const prefix = anchorOf('');
    for (const row of this.#rows) {
      const id = row.querySelector(':scope > article')?.id.slice(prefix.length);
      const padding = paddingOf(row, 'paddingBlockStart') + paddingOf(row, 'paddingBlockEnd');
      if (id !== undefined) this.#heights.set(id, row.getBoundingClientRect().height - padding);
    }
  }

  #soon(): void {
    if (this.#isNext || this.#all.length === 0) return;
    this.#isNext = true;
    requestAnimationFrame(() => {
      this.#isNext = false;
      if (!this.#ends.signal.aborted) this.#follow();
    });
  }

  #follow(): void {
    const start = this.#startIn(this.#all);
    const wanted = Math.min(Math.max(0, start), this.#all.length - this.#count);
    if (wanted === this.#start) return;
    this.arrange();
    // Until there are rows enough on that side.
    this.#soon();
  }
}

/** Read from the element itself, where `pad` has written it: a row's style sheet gives it none. */
function paddingOf(row: HTMLElement, side: 'paddingBlockStart' | 'paddingBlockEnd'): number {
  return Number.parseFloat(row.style[side]) || 0;
}

function pad(row: HTMLElement, above: number, below: number): void {
  setOrNot(row, 'padding-block-start', above);
  setOrNot(row, 'padding-block-end', below);
  if (row.getAttribute('style') === '') row.removeAttribute('style');
}

/** The rules of the ticker's own sheet are important (see styles.ts): only what is so too wins over them. */
function setOrNot({ style }: HTMLElement, property: string, px: number): void {
  if (px === 0) style.removeProperty(property);
  else style.setProperty(property, `${px}px`, 'important');
}
