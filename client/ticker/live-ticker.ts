import { isSlug } from '../../src/feed/feed-info.ts';
import type { Position } from '../../src/feed/position.ts';
import type { SnapshotMessage } from '../../src/feed/messages.ts';
import { systemClock } from './clock.ts';
import { FeedStore } from './store/feed-store.ts';
import { parseSnapshot } from './store/parse-snapshot.ts';
import { fetchMissed } from './connect/other-roads.ts';
import { serverBase } from './connect/server-base.ts';
import { sharedConnection } from './connect/shared-connection.ts';
import { adoptStyles, type PartStyles } from './style/styles.ts';
import { showCampaign } from './loaded/load-campaign.ts';
import { loadLayout, wholeFeed, type ReadyLayout } from './loaded/load-layout.ts';
import { optionNames, readOptions } from './options/options.ts';
import { tellBlocked } from './options/tell-blocked.ts';
import { afterPaint } from './view/after-paint.ts';
import { TickerView } from './view/ticker-view.ts';

/**
 * Makes the class of `<live-ticker>` (its attributes: PROTOCOL.md §3). A function, so that importing this file needs no DOM.
 * `defaultServer` is the server of tickers without `src`; without it, the page's own origin.
 */
export function liveTickerClass(defaultServer: string | undefined): CustomElementConstructor {
  return class LiveTicker extends HTMLElement {
    static readonly observedAttributes = ['feed', 'src', 'token', ...optionNames];

    #store: FeedStore | undefined;
    #view: TickerView | undefined;
    /** There from the start to the stop: stops what a start waits for. */
    #waits: AbortController | undefined;
    #size: ResizeObserver | undefined;
    #ready: ReadyLayout = wholeFeed;

    connectedCallback(): void {
      this.#start();
    }

    set token(token: string) {
      this.setAttribute('token', token);
    }

    disconnectedCallback(): void {
      this.#stop();
    }

    /** Shows a page of older entries. Resolves to true when it was loaded and there are more. */
    async loadOlder(): Promise<boolean> {
      return (await this.#view?.loadOlder()) ?? false;
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (before === after) return;
      if (name === 'mode') {
        this.#store?.use(readOptions(this, this.#ready.layout).mode);
        return;
      }
      const store = this.#store;
      if (name === 'token') {
        // Outside the document it follows nothing; the next start reads the attribute.
        if (!store || !this.#waits) return;
        store.token = after;
        store.stop();
        store.start(sharedConnection(this.#server()));
        return;
      }
      const isStarted = this.#waits !== undefined;
      this.#stop();
      this.#store = undefined;
      if (isStarted) this.#start();
    }

    #start(): void {
      this.#waits = new AbortController();
      const { signal } = this.#waits;
      // A script in the head runs before the element's children have been parsed.
      if (document.readyState !== 'loading') void this.#load(signal);
      else {
        const load = () => void this.#load(signal);
        document.addEventListener('DOMContentLoaded', load, { once: true, signal });
      }
    }

    async #load(signal: AbortSignal): Promise<void> {
      const name = this.getAttribute('layout')?.trim() ?? wholeFeed.name;
      if (name === wholeFeed.name) this.#ready = wholeFeed;
      else if (name !== this.#ready.name) {
        const ready = await loadLayout(this.#server(), name);
        if (signal.aborted) return;
        this.#ready = ready;
      }
      this.#show(signal);
    }

    #show(signal: AbortSignal): void {
      const feed = this.getAttribute('feed');
      if (!isSlug(feed)) return;
      const ready = this.#ready;
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const root = this.getRootNode();
      const styles: PartStyles[] = [];
      const restyle = (part?: PartStyles) => {
        if (part !== undefined) styles.push(part);
        adoptStyles(shadow, root instanceof ShadowRoot ? root : document, styles);
      };
      restyle(ready.styles);
      // A site may replace all sheets of its document: without them the size is another.
      this.#size = new ResizeObserver(() => restyle());
      this.#size.observe(this);
      const options = readOptions(this, ready.layout);
      // An element that was moved in the document continues with the snapshot that it had.
      const initial = this.#store?.snapshot ?? this.#rendered(feed);
      const server = this.#server();
      tellBlocked(server);
      // A reader who has seen the feed live, or has scrolled into it, has a place in the list to keep.
      const hasBegun = () => store.staleSince !== undefined || this.getBoundingClientRect().top < 0;
      const missed = async (at: Position) =>
        hasBegun() ? fetchMissed(server, feed, at, store.token) : [];
      const store = new FeedStore(feed, systemClock, options.mode, initial, missed);
      this.#store = store;
      store.token = this.getAttribute('token');
      const links = this.#links(server);
      this.#view = new TickerView(
        this,
        shadow,
        store,
        server,
        links,
        systemClock,
        options,
        ready,
        restyle,
      );
      if (ready.name !== 'bar') {
        const { lang } = options;
        showCampaign({ host: this, store, server, clock: systemClock, lang, signal, restyle });
      }
      // To lay out and to dial in one task would be longer than a slow device may be busy.
      const dialing = setTimeout(() => store.start(sharedConnection(server)));
      signal.addEventListener('abort', () => clearTimeout(dialing), { once: true });
      // The reader's clock is looked up while the server is asked.
      afterPaint(() => void options.hour12);
    }

    #stop(): void {
      this.#waits?.abort();
      this.#waits = undefined;
      this.#size?.disconnect();
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
