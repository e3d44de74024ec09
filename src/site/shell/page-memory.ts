import type { DrawnPage } from './page.ts';

/** A page nobody has asked for this long is let go. */
const maxIdleMs = 300_000;

interface KeptPage {
  readonly mark: string;
  readonly page: Promise<DrawnPage>;
  bytes: number;
  askedMs: number;
}

/**
 * Pages drawn before, each good as long as what it was drawn from is where it was (`mark`). A crowd asking for
 * one page makes it once. Bounded in bytes, drawn and compressed: the longest unused goes.
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
    // The last of the map is the one asked for last.
    this.#pages.delete(key);
    this.#pages.set(key, kept);
    if (kept !== known) void this.#weigh(key, kept);
    for (const [oldest, { askedMs }] of this.#pages) {
      if (now - askedMs <= maxIdleMs) break;
      this.#drop(oldest);
    }
    return kept.page;
  }

  /** What is held, in bytes of HTML. */
  get bytes(): number {
    return this.#bytes;
  }

  async #weigh(key: string, kept: KeptPage): Promise<void> {
    try {
      const { html } = await kept.page;
      if (this.#pages.get(key) !== kept) return;
      // Its compressed forms are less than half of it.
      kept.bytes = Math.ceil(html.bytes.length * 1.5);
      this.#bytes += kept.bytes;
      for (const oldest of this.#pages.keys()) {
        if (this.#bytes <= this.maxBytes) break;
        this.#drop(oldest);
      }
    } catch {
      // Whoever asked is told; the next one has it drawn anew.
      if (this.#pages.get(key) === kept) this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#pages.get(key)?.bytes ?? 0;
    this.#pages.delete(key);
  }
}
