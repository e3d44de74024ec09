import { fetchOlderFrom } from '../store/fetch-older.ts';
import type { FeedStore } from '../store/feed-store.ts';

/** The way to older rows: those that the site's limit has left out first, then pages from the server. */
export class OlderRows {
  #state: 'ready' | 'loading' | 'failed' = 'ready';

  constructor(
    private readonly server: string,
    private readonly store: FeedStore,
    /** How many rows are shown. */
    public limit: number,
    /** `focus`: brings the focus to the last row. */
    private readonly view: { readonly render: () => void; readonly focus: () => void },
  ) {}

  get state(): 'none' | 'ready' | 'loading' | 'failed' {
    const { items, more } = this.store.screen;
    return more || items.length > this.limit ? this.#state : 'none';
  }

  /** Resolves to true when a page was loaded and there are more. `hadFocus`: the reader's focus is on the button. */
  async load(hadFocus: boolean): Promise<boolean> {
    if (this.#state === 'loading') return false;
    const isHidden = this.store.screen.items.length > this.limit;
    this.limit = Infinity;
    if (isHidden) {
      this.view.render();
      return this.store.screen.more;
    }
    this.#become('loading');
    try {
      await this.store.loadOlder(fetchOlderFrom(this.server, this.store));
      this.#become('ready');
      const { more } = this.store.screen;
      // After the last page the button disappears.
      if (hadFocus && !more) this.view.focus();
      return more;
    } catch {
      this.#become('failed');
      return false;
    }
  }

  #become(state: 'ready' | 'loading' | 'failed'): void {
    this.#state = state;
    this.view.render();
  }
}
