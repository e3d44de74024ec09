import type { Item } from '../../../src/feed/item.ts';
import { h, type Markup } from '../../../src/feed/draw/markup.ts';
import type { Clock, Undo } from '../clock.ts';

const minuteMs = 60_000;
/** What is older is told by its time alone. */
const hourMs = 60 * minuteMs;
const everyMs = 30_000;

/** How long ago the items of the last hour came, beside their times, by the server's clock. */
export class Ages {
  #tick: Undo | undefined;
  #isDue = false;
  #format: Intl.RelativeTimeFormat | undefined;
  #formatLang: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly list: Element,
    private readonly lang: () => string,
    /** True while nothing may change by itself. */
    private readonly still: () => boolean,
  ) {
    this.#next();
  }

  /** Nothing for an item that is older, or from the future. */
  beside({ postedAt }: Item): readonly Markup[] {
    const text = this.#textOf(postedAt);
    this.#writeSoon();
    return text === undefined ? [] : [h('span', { class: 'lt-age', 'data-at': postedAt }, text)];
  }

  stop(): void {
    this.#tick?.();
  }

  /** A row that is drawn between two ticks must not be older in words than the row below it. */
  #writeSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.still()) this.#write();
    });
  }

  #next(): void {
    this.#tick = this.clock.after(everyMs, () => {
      if (!this.still()) this.#write();
      this.#next();
    });
  }

  #write(): void {
    for (const age of this.list.querySelectorAll<HTMLElement>('.lt-age')) {
      const text = this.#textOf(age.dataset['at'] ?? '') ?? '';
      if (age.textContent !== text) age.textContent = text;
    }
  }

  #textOf(at: string): string | undefined {
    const agoMs = this.clock.now() - Date.parse(at);
    if (!(agoMs >= 0 && agoMs < hourMs)) return undefined;
    const format = this.#formatIn(this.lang());
    const minutes = Math.floor(agoMs / minuteMs);
    return minutes === 0 ? format.format(0, 'second') : format.format(-minutes, 'minute');
  }
  /** Making a format costs far more than using one does. */
  #formatIn(lang: string): Intl.RelativeTimeFormat {
    if (this.#format !== undefined && this.#formatLang === lang) return this.#format;
    this.#formatLang = lang;
    return (this.#format = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' }));
  }
}
