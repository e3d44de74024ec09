import type { DrawnPage } from './page.ts';

/**
 * Pages drawn before, each good as long as what it was drawn from is where it was (`mark`). A crowd asking for
 * one page makes it once, and reads the log once. Bounded, the longest unused goes: 200 × ~100 KB = 20 MB.
 */
export class PageMemory {
  readonly #pages = new Map<string, { readonly mark: string; readonly page: Promise<DrawnPage> }>();

  constructor(private readonly limit = 200) {}

  page(key: string, mark: string, draw: () => Promise<DrawnPage>): Promise<DrawnPage> {
    const known = this.#pages.get(key);
    this.#pages.delete(key);
    const kept = known?.mark === mark ? known : { mark, page: draw() };
    this.#pages.set(key, kept);
    if (kept !== known) {
      kept.page.catch(() => {
        if (this.#pages.get(key) === kept) this.#pages.delete(key);
      });
    }
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.limit) break;
      this.#pages.delete(oldest);
    }
    return kept.page;
  }
}
