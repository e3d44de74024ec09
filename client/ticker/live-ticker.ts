import { isSlug } from '../../src/feed/feed-info.ts';
import type { SnapshotMessage } from '../../src/feed/wire.ts';
import { systemClock } from './clock.ts';
import { FeedStore } from './store/feed-store.ts';
import { fetchMissedFrom } from './store/fetch-missed.ts';
import { parseSnapshot } from './store/parse-snapshot.ts';
import { serverBase } from './connect/server-base.ts';
import { sharedConnection } from './connect/shared-connection.ts';
import { adoptStyles } from './view/styles.ts';
import { TickerView } from './view/ticker-view.ts';

/**
 * Makes the class of `<live-ticker feed src mode theme clock>`. A function, so that importing this file needs no DOM.
 * `defaultServer` is the server of tickers without `src`; without it, the page's own origin.
 */
export function liveTickerClass(defaultServer: string | undefined): CustomElementConstructor {
  return class LiveTicker extends HTMLElement {
    static readonly observedAttributes = ['feed', 'src', 'mode', 'clock'];

    #store: FeedStore | undefined;
    #view: TickerView | undefined;
    #waits: AbortController | undefined;

    connectedCallback(): void {
      if (document.readyState !== 'loading') {
        this.#start();
        return;
      }
      // A script in the head runs before the element's children have been parsed.
      this.#waits = new AbortController();
      document.addEventListener('DOMContentLoaded', () => this.#start(), {
        once: true,
        signal: this.#waits.signal,
      });
    }

    disconnectedCallback(): void {
      this.#stop();
    }

    /** Shows a page of older entries. Resolves to true when it was loaded and there are more. */
    async loadOlder(): Promise<boolean> {
      return (await this.#view?.loadOlder()) ?? false;
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (before === after || this.#store === undefined) return;
      if (name === 'mode') {
        this.#store.use(this.#mode());
        return;
      }
      this.#stop();
      this.#store = undefined;
      this.#start();
    }

    #start(): void {
      const feed = this.getAttribute('feed');
      if (!isSlug(feed) || this.#view !== undefined) return;
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const root = this.getRootNode();
      adoptStyles(shadow, root instanceof ShadowRoot ? root : document);
      // An element that was moved in the document continues with the snapshot that it had.
      const initial = this.#store?.snapshot ?? this.#rendered(feed);
      const server = this.#server();
      // A reader who has seen the feed live, or has scrolled into it, has a place in the list to keep.
      const hasBegun = () => store.staleSince !== undefined || this.getBoundingClientRect().top < 0;
      const missed = fetchMissedFrom(server, feed, hasBegun);
      const store = new FeedStore(feed, systemClock, this.#mode(), initial, missed);
      this.#store = store;
      this.#view = new TickerView(this, shadow, store, server, this.#links(server), systemClock);
      store.start(sharedConnection(server));
    }

    #stop(): void {
      this.#waits?.abort();
      this.#view?.stop();
      this.#view = undefined;
      this.#store?.stop();
    }

    /**
     * The snapshot that the server wrote beside the drawn items. It is removed: a text in it may be taken down later.
     */
    #rendered(feed: string): SnapshotMessage | undefined {
      const state = this.querySelector(':scope > script.lt-state[type="application/json"]');
      state?.remove();
      return parseSnapshot(state?.textContent ?? '', feed);
    }

    #mode(): 'held' | 'shown' {
      return this.getAttribute('mode') === 'auto' ? 'shown' : 'held';
    }

    #server(): string {
      const src = this.getAttribute('src') ?? defaultServer ?? '/';
      return serverBase(URL.canParse(src, document.baseURI) ? src : '/', document.baseURI);
    }

    /** The start of links to the server: relative where the page's `src` is relative, otherwise absolute. */
    #links(server: string): string {
      const src = this.getAttribute('src');
      return src !== null && /^\.\.?\//.test(src) ? src : server;
    }
  };
}
