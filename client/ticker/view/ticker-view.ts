import type { Edition } from '../../../src/feed/draw/edition.ts';
import { filtered } from '../../../src/feed/embed/filtered.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import type { PartStyles } from '../style/styles.ts';
import { Announcer } from './announcer.ts';
import { Chrome } from './chrome.ts';
import type { Clock, Undo } from '../clock.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { StoreEvent } from '../store/store-event.ts';
import { afterPaint } from './after-paint.ts';
import { keepFocus } from './keep-focus.ts';
import { keepPlace } from './keep-place.ts';
import { OlderRows } from './older-rows.ts';
import { PinnedSection } from './pinned-section.ts';
import { fitHost } from './fit-host.ts';
import type { ReadyLayout } from '../loaded/load-layout.ts';
import { loadReading, type ReadingTools } from '../loaded/load-reading.ts';
import type { Options } from '../options/options.ts';
import { readerEdition } from './reader-edition.ts';
import { RowSteps } from './row-steps.ts';
import { fadeInOnTop, firstHeading, listIn, Rows, speakAs } from './rows.ts';
import { tell } from './tell.ts';
import { StatusLine } from './status-line.ts';
import { FeedWords } from '../loaded/feed-words.ts';

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
  readonly #status: StatusLine;
  #info: FeedInfo | undefined;
  #added: readonly HTMLLIElement[] = [];
  readonly #older: OlderRows;
  #waiting = 0;
  /** From then on, rows move only by the reader's own act. */
  #isRead = false;
  #isAsked = false;
  #unused: Undo | undefined;
  readonly #unfit: Undo;
  #tools: ReadingTools | undefined;
  #order: Options['order'];
  #isStopped = false;
  readonly #steps = new RowSteps(() => {
    if (!this.#isStopped) keepPlace(this.#list, () => this.#render());
  });

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
    restyle: (part: PartStyles) => void,
  ) {
    const [{ mode }, { layout }] = [options, ready];
    this.#order = options.order;
    this.#list = listIn(element, layout.list);
    this.#rows = new Rows(this.#list, layout);
    this.#pinned = new PinnedSection(element, this.#list);
    this.#chrome = new Chrome(root, options, ready, `${links}feeds/${store.feed}`, {
      reveal: () => this.#reveal(),
      pauseOrResume: () => this.#ask(() => (store.paused ? store.resume() : store.pause())),
      loadOlder: () => void this.loadOlder(),
    });
    this.#unfit = fitHost(element, (color) => this.#chrome.ground(color));
    this.#status = new StatusLine(element, store, this.#chrome, clock, options);
    this.#words = new FeedWords(server, () => {
      this.#edition = undefined;
      this.#chrome.speak(this.#words.now);
      this.#render();
      this.#showStatus();
    });
    this.#announcer = new Announcer(
      clock,
      this.#chrome.voice(() => this.#info?.lang),
      () => document.hidden || store.paused,
      () => this.#words.now,
    );
    this.#older = new OlderRows(server, store, options.limit, {
      render: () => this.#ask(() => this.#render()),
      focus: () => firstHeading([...this.#added, this.#list.lastElementChild])?.focus(),
    });
    this.#unlisten = store.listen((event) => this.#happened(event));
    if (mode === 'shown') {
      this.#unused = ready.holdWhileUsed?.(element, (isUsed) =>
        this.#ask(() => store.use(isUsed ? 'held' : 'shown')),
      );
    }
    this.#render();
    this.#showStatus();
    if (layout.isWhole) void this.#equip(root, restyle);
  }

  async #equip(root: ShadowRoot, restyle: (part: PartStyles) => void): Promise<void> {
    const [{ store, server, clock, options }, { tools: place, bar }] = [this, this.#chrome];
    const putInPlace = await loadReading({
      root,
      restyle,
      store,
      server,
      clock,
      options,
      place,
      bar,
      list: this.#list,
      words: () => this.#words.now,
      itemUrl: (id) => this.#itemUrl(id),
      draw: () => this.#drawInPlace(),
      // A focus in a row that goes is not followed: the reader has scrolled away from it.
      arrange: () => keepPlace(this.#list, () => this.#render(), true),
      turn: (order) => {
        this.#order = order;
        this.#chrome.turn(order);
        this.#drawInPlace();
      },
      say: (text) => this.#chrome.say('polite', text),
      ask: (act) => this.#ask(act),
    });
    if (this.#isStopped || putInPlace === undefined) return;
    this.#drawInPlace(() => (this.#tools = putInPlace()));
  }

  /** Stops: the shown items stay, and do not change any more. */
  stop(): void {
    this.#isStopped = true;
    this.#unlisten();
    this.#tools?.stop();
    this.#unused?.();
    this.#unfit();
    this.#status.stop();
    this.#announcer.stop();
  }

  #happened(event: StoreEvent): void {
    if (event.kind === 'status') return this.#showStatus();
    const { arrived, broke, changes } = event;
    const isWaiting = arrived.length <= this.store.screen.pending.length;
    this.#renderInPlace(this.#keepsRoom && isWaiting);
    fadeInOnTop(this.#list, this.#added);
    this.#tools?.broke(broke);
    this.#announcer.arrived(arrived, broke);
    this.#announcer.keepOnly((id) => this.store.has(id));
    const { paused } = this.store;
    tell(this.element, this.store.feed, 'lt-change', { changes, paused });
  }

  /** Draws all rows again, after a change that may move them, too. */
  #drawInPlace(change?: () => unknown): void {
    this.#edition = undefined;
    this.#renderInPlace(true, change);
  }

  #renderInPlace(alsoAtTop: boolean, change?: () => unknown): void {
    const render = () => {
      change?.();
      keepFocus(this.element, this.#list, () => this.#render());
    };
    keepPlace(this.#list, render, alsoAtTop);
  }

  #itemUrl(id: string): string {
    return `${this.links}feeds/${this.store.feed}/items/${id}`;
  }

  #render(): void {
    const { screen, info } = this.store;
    // Until the words are loaded, the items that the server has drawn stay as they are.
    if (info === undefined || !this.#words.areThereFor(this.options.lang ?? info.lang)) return;
    const edition = this.#editionOf(info);
    const [{ layout }, { filter }] = [this.ready, this.options];
    if (layout.isWhole) this.#pinned.show(screen.pinned, edition, this.#keepsRoom);
    const picked = layout.pick(filtered(screen.items, filter), this.#older.limit);
    const shown = this.#order === 'oldest' ? picked.toReversed() : picked;
    const chosen = this.#tools?.choose(shown) ?? shown;
    this.#added = this.#rows.show(chosen, edition, this.#steps.most(this.#tools?.isStep));
    this.#chrome.alarm(this.#list.querySelector('.lt-breaking') !== null);
    this.#tools?.drawn(edition);
    this.#chrome.older(layout.isWhole ? this.#older.state : 'none');
    this.#chrome.jumped(layout.isWhole && this.store.jumped);
    if (!this.#rows.isWhole) this.#steps.goOn();
    const waiting = filtered(screen.pending, filter).length;
    if (this.#waiting === waiting) return;
    this.#waiting = waiting;
    this.#chrome.pending(waiting, this.#isAsked);
    tell(this.element, this.store.feed, 'lt-pending', { count: waiting });
  }

  get #keepsRoom(): boolean {
    return this.#isRead && !this.#isAsked;
  }

  #editionOf(info: FeedInfo): Edition {
    const isStill = info === this.#info || this.store.paused;
    if (this.#edition !== undefined && isStill) return this.#edition;
    this.#info = info;
    const { lang = info.lang } = this.options;
    speakAs(info, this.#list);
    return (this.#edition = readerEdition(
      { lang, timezone: info.timezone },
      this.options,
      new Date(this.clock.now()).toISOString(),
      this.links,
      (id) => this.#itemUrl(id),
      this.#words.now,
      this.#tools?.forItems,
    ));
  }

  #showStatus(): void {
    this.#isRead ||= this.store.status === 'live' && !document.hidden;
    this.#status.show(this.options.lang ?? this.#info?.lang ?? 'en', this.#words.now);
  }

  /** The press is painted first, then the rows, then the focus moves to them: a slow phone answers at once. */
  #reveal(): void {
    afterPaint(() => {
      this.#steps.hurry();
      this.#ask(() => {
        if (this.store.paused) this.store.resume();
        this.store.reveal();
      });
      const rows = [...this.#added, ...this.#list.children];
      afterPaint(() => this.#chrome.leavePill(firstHeading(rows)));
    });
  }

  /** Runs an act of the reader, by which rows may move. */
  #ask(act: () => void): void {
    this.#isAsked = true;
    act();
    this.#isAsked = false;
  }

  /** Shows a page of older entries. Resolves to true when it was loaded, its rows are there, and there are more. */
  loadOlder(): Promise<boolean> {
    return this.#steps.after(this.#older.load(this.#chrome.isOlderFocused));
  }
}
