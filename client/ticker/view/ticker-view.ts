import { clockTime } from '../../../src/feed/draw/clock-time.ts';
import { feedDirection } from '../../../src/feed/draw/direction.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';
import { filtered } from '../../../src/feed/embed/filtered.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import { Announcer } from './announcer.ts';
import { Chrome } from './chrome.ts';
import type { Clock, Undo } from '../clock.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { StoreEvent } from '../store/store-event.ts';
import { fetchOlderFrom } from '../store/fetch-older.ts';
import { keepFocus } from './keep-focus.ts';
import { keepPlace } from './keep-place.ts';
import { PinnedSection } from './pinned-section.ts';
import { holdWhileUsed } from './hold-while-used.ts';
import { fitHost } from './fit-host.ts';
import type { ReadyLayout } from './load-layout.ts';
import type { Options } from './options.ts';
import { readerEdition } from './reader-edition.ts';
import { fadeIn, firstHeading, listIn, Rows } from './rows.ts';
import { tell } from './tell.ts';
import { momentMs, statusText } from './status-text.ts';
import { FeedWords } from './feed-words.ts';

/** Shows a store in an element: the items as its children, the controls in its shadow root. */
export class TickerView {
  readonly #list: HTMLElement;
  readonly #rows: Rows;
  readonly #pinned: PinnedSection;
  readonly #chrome: Chrome;
  readonly #announcer: Announcer;
  readonly #unlisten: Undo;
  #edition: Edition | undefined;
  readonly #words: FeedWords;
  #info: FeedInfo | undefined;
  #added: readonly HTMLLIElement[] = [];
  #older: 'ready' | 'loading' | 'failed' = 'ready';
  #said = '';
  #waiting = 0;
  /** From then on, rows move only by the reader's own act. */
  #isRead = false;
  #isAsked = false;
  #limit: number;
  readonly #unused: Undo;
  #later: Undo | undefined;

  constructor(
    private readonly element: HTMLElement,
    root: ShadowRoot,
    private readonly store: FeedStore,
    private readonly server: string,
    /** The start of links to the server. */
    private readonly links: string,
    private readonly clock: Clock,
    private readonly options: Options,
    private readonly ready: ReadyLayout,
  ) {
    const { limit, mode } = options;
    const { layout } = ready;
    this.#limit = limit;
    this.#list = listIn(element, layout.list);
    this.#rows = new Rows(this.#list, layout);
    this.#pinned = new PinnedSection(element, this.#list);
    this.#chrome = new Chrome(root, options, ready, `${links}feeds/${store.feed}`, {
      reveal: () => this.#reveal(),
      pauseOrResume: () => this.#pauseOrResume(),
      loadOlder: () => void this.loadOlder(),
    });
    this.#chrome.ground(fitHost(element));
    this.#words = new FeedWords(server, () => {
      this.#edition = undefined;
      this.#chrome.speak(this.#words.now);
      this.#render();
      this.#showStatus();
    });
    this.#announcer = new Announcer(
      clock,
      {
        politely: (text) => this.#chrome.say('polite', text),
        atOnce: (text, of) =>
          this.#chrome.say('assertive', text, of && (of.lang ?? this.#info?.lang)),
      },
      () => document.hidden || store.paused,
      () => this.#words.now,
    );
    this.#unlisten = store.listen((event) => this.#happened(event));
    this.#unused =
      mode === 'shown' && !layout.isWhole
        ? holdWhileUsed(element, (isUsed) => this.#ask(() => store.use(isUsed ? 'held' : 'shown')))
        : () => undefined;
    this.#render();
    this.#showStatus();
  }

  /** Stops: the shown items stay, and do not change any more. */
  stop(): void {
    this.#unlisten();
    this.#unused();
    this.#later?.();
    this.#announcer.stop();
  }

  #happened(event: StoreEvent): void {
    switch (event.kind) {
      case 'status':
        this.#showStatus();
        return;
      case 'screen': {
        const isComing = event.arrived.length > this.store.screen.pending.length;
        const keepsTop = this.#keepsRoom && !isComing;
        keepPlace(
          this.#list,
          () => keepFocus(this.element, this.#list, () => this.#render()),
          keepsTop,
        );
        this.#announcer.arrived(event.arrived, event.broke);
        this.#announcer.keepOnly((id) => this.store.has(id));
        tell(this.element, this.store.feed, 'lt-change', {
          changes: event.changes,
          paused: this.store.paused,
        });
      }
    }
  }

  #render(): void {
    const { screen, info } = this.store;
    // Until the words are loaded, the items that the server has drawn stay as they are.
    if (info === undefined || !this.#words.areThereFor(this.options.lang ?? info.lang)) return;
    const edition = this.#editionOf(info);
    const [{ layout }, { order, filter }] = [this.ready, this.options];
    if (layout.isWhole) this.#pinned.show(screen.pinned, edition, this.#keepsRoom);
    const shown = layout.pick(filtered(screen.items, filter), this.#limit);
    this.#added = this.#rows.show(order === 'oldest' ? shown.toReversed() : shown, edition);
    this.#chrome.alarm(this.#list.querySelector('.lt-breaking') !== null);
    // Only items that came on top fade in, not the first entries and not older ones.
    const below = this.#added.some((row) => row === this.#list.lastElementChild);
    if (!below) for (const row of this.#added) fadeIn(row);
    this.#chrome.older(this.#hasOlder ? this.#older : 'none');
    this.#chrome.jumped(layout.isWhole && this.store.jumped);
    const waiting = filtered(screen.pending, filter).length;
    if (this.#waiting === waiting) return;
    this.#waiting = waiting;
    this.#chrome.pending(this.#waiting);
    tell(this.element, this.store.feed, 'lt-pending', { count: this.#waiting });
  }

  get #hasOlder(): boolean {
    const { items, more } = this.store.screen;
    return this.ready.layout.isWhole && (more || items.length > this.#limit);
  }

  get #keepsRoom(): boolean {
    return this.#isRead && !this.#isAsked;
  }

  #editionOf(info: FeedInfo): Edition {
    const isStill = info === this.#info || this.store.paused;
    if (this.#edition !== undefined && isStill) return this.#edition;
    this.#info = info;
    const lang = this.options.lang ?? info.lang;
    const base = `${this.links}feeds/${this.store.feed}/items/`;
    if (this.#list.closest<HTMLElement>('[lang]')?.lang !== info.lang) this.#list.lang = info.lang;
    if (this.#list.dir !== feedDirection(info)) this.#list.dir = feedDirection(info);
    this.#edition = readerEdition(
      { lang, timezone: info.timezone },
      this.options,
      new Date(this.clock.now()).toISOString(),
      (id) => base + id,
      this.#words.now,
    );
    return this.#edition;
  }

  #showStatus(): void {
    const { status, staleSince, staleMs, paused, refusal } = this.store;
    this.#isRead ||= status === 'live' && !document.hidden;
    this.#later?.();
    const since =
      staleSince === undefined
        ? undefined
        : clockTime(
            new Date(staleSince).toISOString(),
            this.options.lang ?? this.#info?.lang ?? 'en',
            this.options.zone,
            this.options.hour12,
          ).text;
    const text = statusText(this.#words.now, status, {
      since,
      long: staleMs >= momentMs,
      refusal: refusal?.message,
    });
    this.#chrome.status(paused ? 'paused' : status, paused ? this.#words.now.paused : text);
    this.#chrome.paused(paused);
    if (status === 'reconnecting' && staleMs < momentMs) {
      this.#later = this.clock.after(momentMs, () => this.#showStatus());
    }
    if (this.#said === status) return;
    this.#said = status;
    tell(this.element, this.store.feed, 'lt-status', { status, staleSince });
  }

  #reveal(): void {
    this.#ask(() => {
      if (this.store.paused) this.store.resume();
      this.store.reveal();
    });
    firstHeading([...this.#added, ...this.#list.children])?.focus();
  }

  #pauseOrResume(): void {
    this.#ask(() => (this.store.paused ? this.store.resume() : this.store.pause()));
  }

  /** Runs an act of the reader, by which rows may move. */
  #ask(act: () => void): void {
    this.#isAsked = true;
    act();
    this.#isAsked = false;
  }

  /** Shows a page of older entries. Resolves to true when it was loaded and there are more. */
  async loadOlder(): Promise<boolean> {
    if (this.#older === 'loading') return false;
    const hadFocus = this.#chrome.isOlderFocused;
    if (this.store.screen.items.length > this.#limit) {
      this.#limit = Infinity;
      this.#ask(() => this.#render());
      return this.store.screen.more;
    }
    this.#limit = Infinity;
    this.#setOlder('loading');
    try {
      await this.store.loadOlder(fetchOlderFrom(this.server, this.store.feed));
      this.#setOlder('ready');
      // After the last page the button disappears; the focus moves to the first new row.
      const { more } = this.store.screen;
      if (hadFocus && !more) firstHeading([...this.#added, this.#list.lastElementChild])?.focus();
      return more;
    } catch {
      this.#setOlder('failed');
      return false;
    }
  }

  #setOlder(state: 'ready' | 'loading' | 'failed'): void {
    this.#older = state;
    this.#chrome.older(this.#hasOlder ? state : 'none');
  }
}
