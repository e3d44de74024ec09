import { anchorOf } from '../../../src/feed/draw/entry-markup.ts';
import type { Entry } from '../../../src/feed/item.ts';
import { afterPaint } from '../view/after-paint.ts';
import { stepRows } from '../view/row-steps.ts';
import { setFirmly } from '../view/set-firmly.ts';

/** A shorter list has all its rows. */
const mostRows = 100;
/** So near to the end of the rows, further ones are made. */
const nearPx = 1_500;
/** The height of a row that nobody has seen yet. */
const usualPx = 200;

/** The entries that have rows: the first of them, and how many. */
interface Range {
  readonly start: number;
  readonly size: number;
}

/**
 * Keeps a long list to the rows around what the reader sees. Room of the height that they had stands for the others:
 * the padding of the first and last row, because a change of the list's own padding would keep browsers from anchoring.
 */
export class RowWindow {
  readonly #heights = new Map<string, number>();
  #all: readonly Entry[] = [];
  #first: string | undefined;
  #size = mostRows;
  #isNext = false;
  /** While a row is brought, what is in sight does not count. */
  #brings = false;
  /** While the page is printed, all entries have rows. */
  #prints = false;
  readonly #ends = new AbortController();

  /** `arrange`: shows the rows that `choose` names. */
  constructor(
    private readonly list: HTMLElement,
    private readonly arrange: () => void,
  ) {
    const listening = { signal: this.#ends.signal, passive: true, capture: true };
    addEventListener('scroll', () => this.#soon(), listening);
    addEventListener('resize', () => this.#soon(), listening);
    addEventListener('beforeprint', () => this.#print(true), listening);
    addEventListener('afterprint', () => this.#print(false), listening);
  }

  stop(): void {
    this.#ends.abort();
  }

  /** The entries that have rows. */
  choose(entries: readonly Entry[]): readonly Entry[] {
    if (this.#prints) {
      this.#all = [];
      return entries;
    }
    if (entries.length <= mostRows) {
      this.#all = [];
      this.#first = undefined;
      this.#size = mostRows;
      return entries;
    }
    const { start, size } = this.#rangeIn(entries);
    const chosen = this.#untilFurther(entries.slice(start, start + size));
    this.#measureAllBut(new Set(chosen.map(({ id }) => id)));
    this.#all = entries;
    this.#first = chosen[0]?.id;
    this.#size = chosen.length;
    return chosen;
  }

  /** What was chosen is drawn in one go: it is a step already, or the page is printed. */
  get isStep(): boolean {
    return this.#prints || this.#all.length > 0;
  }

  /** The entries up to where more rows than one step would have to be made. */
  #untilFurther(entries: readonly Entry[]): readonly Entry[] {
    const present = new Set(this.#rows.map(idOf));
    let absent = 0;
    const end = entries.findIndex(({ id }) => !present.has(id) && (absent += 1) > stepRows);
    return end < 0 ? entries : entries.slice(0, end);
  }

  /** Gives the first and last row the room of those that are not there. */
  drawn(): void {
    for (const row of this.list.querySelectorAll<HTMLElement>(':scope > li[style]')) pad(row, 0, 0);
    if (this.#all.length === 0) {
      for (const row of this.list.querySelectorAll(':scope > li[aria-posinset]')) {
        row.ariaPosInSet = null;
        row.ariaSetSize = null;
      }
      return;
    }
    const start = this.#startIn(this.#all);
    const rows = this.#rows;
    const [first, last] = [rows[0], rows.at(-1)];
    if (first !== undefined) pad(first, this.#heightOf(this.#all.slice(0, start)), 0);
    if (last !== undefined) pad(last, 0, this.#heightOf(this.#all.slice(start + this.#size)));
    rows.forEach((row, index) => {
      row.ariaPosInSet = String(start + index + 1);
      row.ariaSetSize = String(this.#all.length);
    });
  }

  /** Makes the row of an item, where it has none. */
  bring(id: string): void {
    const index = this.#all.findIndex((entry) => entry.id === id);
    const at = index - this.#startIn(this.#all);
    if (index < 0 || (at >= 0 && at < this.#size)) return;
    this.#size = stepRows;
    this.#first = this.#all[Math.max(0, index - stepRows / 2)]?.id;
    this.#brings = true;
    this.arrange();
    this.#brings = false;
    this.#soon();
  }

  get #rows(): readonly HTMLElement[] {
    return [...this.list.children].filter((row) => row instanceof HTMLElement);
  }

  #startIn(entries: readonly Entry[]): number {
    return entries.findIndex(({ id }) => id === this.#first);
  }

  /** The rows of before, and more of them on the side to which the reader goes. */
  #rangeIn(entries: readonly Entry[]): Range {
    const before = { start: this.#startIn(entries), size: this.#size };
    const [first, last] = [this.list.firstElementChild, this.list.lastElementChild];
    if (!(first instanceof HTMLElement && last instanceof HTMLElement) || before.start < 0) {
      return { start: 0, size: mostRows };
    }
    if (this.#brings) return within(entries.length, before);
    const top = first.getBoundingClientRect().top + paddingOf(first, 'paddingBlockStart');
    const bottom = last.getBoundingClientRect().bottom - paddingOf(last, 'paddingBlockEnd');
    // Far from all rows: the reader has dragged the scroll bar.
    if (top > innerHeight + nearPx || bottom < -nearPx) {
      const start = this.#indexAtSight(entries, top, before.start) - stepRows / 2;
      return within(entries.length, { start, size: stepRows });
    }
    const more = Math.min(mostRows, before.size + stepRows);
    if (top > -nearPx && before.start > 0) {
      return within(entries.length, { start: before.start - stepRows, size: more });
    }
    const end = before.start + before.size;
    if (bottom < innerHeight + nearPx && end < entries.length) {
      return within(entries.length, { start: end + stepRows - more, size: more });
    }
    return within(entries.length, before);
  }

  #indexAtSight(entries: readonly Entry[], top: number, began: number): number {
    let y = top - this.#heightOf(entries.slice(0, began));
    const index = entries.findIndex((entry) => (y += this.#heightOf([entry])) > 0);
    return index < 0 ? entries.length : index;
  }

  #heightOf(entries: readonly Entry[]): number {
    return entries.reduce((sum, { id }) => sum + (this.#heights.get(id) ?? usualPx), 0);
  }

  /** Notes the heights of the rows that go. */
  #measureAllBut(stay: ReadonlySet<string>): void {
    for (const row of this.#rows) {
      const id = idOf(row);
      if (id === undefined || stay.has(id)) continue;
      const padding = paddingOf(row, 'paddingBlockStart') + paddingOf(row, 'paddingBlockEnd');
      this.#heights.set(id, row.getBoundingClientRect().height - padding);
    }
  }

  #print(prints: boolean): void {
    this.#prints = prints;
    this.arrange();
    this.#soon();
  }

  #soon(): void {
    if (this.#isNext || this.#all.length === 0) return;
    this.#isNext = true;
    requestAnimationFrame(() => {
      this.#isNext = false;
      if (!this.#ends.signal.aborted && this.#all.length > 0) this.#follow();
    });
  }

  #follow(): void {
    const { start, size } = this.#rangeIn(this.#all);
    if (start === this.#startIn(this.#all) && size === this.#size) return;
    this.arrange();
    // Until there are rows enough on both sides, each step in a frame of its own.
    afterPaint(() => this.#soon());
  }
}

function idOf(row: HTMLElement): string | undefined {
  return row.querySelector(':scope > article')?.id.slice(anchorOf('').length);
}

function within(count: number, { start, size }: Range): Range {
  return { start: Math.min(Math.max(0, start), Math.max(0, count - size)), size };
}

/** Read from the element itself, where `pad` has written it: a row's style sheet gives it none. */
function paddingOf(row: HTMLElement, side: 'paddingBlockStart' | 'paddingBlockEnd'): number {
  return Number.parseFloat(row.style[side]) || 0;
}

function pad(row: HTMLElement, above: number, below: number): void {
  setFirmly(row, 'padding-block-start', above === 0 ? '' : `${above}px`);
  setFirmly(row, 'padding-block-end', below === 0 ? '' : `${below}px`);
  if (row.getAttribute('style') === '') row.removeAttribute('style');
}
