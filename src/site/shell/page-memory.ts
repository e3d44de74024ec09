import type { DrawnPage } from './page.ts';

/** A page that was not asked for in this time is dropped. */
const maxIdleMs = 300_000;

interface KeptPage {
  readonly mark: string;
  readonly page: Promise<DrawnPage>;
  bytes: number;
  askedMs: number;
}

/**
 * Remembers drawn pages. A page is valid as long as its `mark`, the position it was drawn from, is the present one.
 * Many requests for a page draw it once. The memory is bounded in bytes: the page unused for longest is dropped.
 */
export class PageMemory {
  readonly #pages = new Map<string, KeptPage>();
  #bytes = 0;

  constructor(
    private readonly maxBytes = 32 * 1024 * 1024,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  page(key: string, mark: string, draw: () => Promise<DrawnPage>): Promise<DrawnPage> {
    const known = this.#pages.get(key);
    const now = this.clock.now();
    const kept = known?.mark === mark ? known : { mark, page: draw(), bytes: 0, askedMs: now };
    kept.askedMs = now;
    if (kept !== known) this.#drop(key);
    // Moved to the end of the map: the first page is the one unused for longest.
    this.#pages.delete(key);
    this.#pages.set(key, kept);
    if (kept !== known) void this.#weigh(key, kept);
    for (const [oldest, { askedMs }] of this.#pages) {
      if (now - askedMs <= maxIdleMs) break;
      this.#drop(oldest);
    }
    return kept.page;
  }

  /** The bytes of all remembered pages, with their compressed forms. */
  get bytes(): number {
    return this.#bytes;
  }

  async #weigh(key: string, kept: KeptPage): Promise<void> {
    try {
      const { html } = await kept.page;
      if (this.#pages.get(key) !== kept) return;
      // The compressed forms of a page together are less than half of its size.
      kept.bytes = Math.ceil(html.bytes.length * 1.5);
      this.#bytes += kept.bytes;
      for (const oldest of this.#pages.keys()) {
        if (this.#bytes <= this.maxBytes) break;
        this.#drop(oldest);
      }
    } catch {
      // The request itself gets the error; the next request draws the page again.
      if (this.#pages.get(key) === kept) this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#pages.get(key)?.bytes ?? 0;
    this.#pages.delete(key);
  }
}
