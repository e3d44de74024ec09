import { clockTime, dayOf } from '../../src/feed/clock-time.ts';
import { feedDirection } from '../../src/feed/direction.ts';
import type { Edition } from '../../src/feed/edition.ts';
import { pinnedMarkup } from '../../src/feed/entry-markup.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Item } from '../../src/feed/item.ts';
import { Announcer } from './announcer.ts';
import { Chrome } from './chrome.ts';
import type { Clock, Undo } from './clock.ts';
import type { FeedStore, StoreEvent } from './feed-store.ts';
import { fetchOlderFrom } from './fetch-older.ts';
import { keepPlace } from './keep-place.ts';
import { patchChildren } from './patch.ts';
import { firstHeading, Rows } from './rows.ts';
import { statusText } from './words.ts';

/** How long a lost connection is called a moment's matter. */
const momentMs = 10_000;

/** Shows a store in an element: the items as its children, the controls in its shadow root. */
export class TickerView {
  readonly #list: HTMLElement;
  readonly #rows: Rows;
  readonly #chrome: Chrome;
  readonly #announcer: Announcer;
  readonly #unlisten: Undo;
  #edition: Edition | undefined;
  #info: FeedInfo | undefined;
  #pinned: Item | null | undefined;
  #added: readonly HTMLLIElement[] = [];
  #older: 'ready' | 'loading' | 'failed' = 'ready';
  #said = '';
  #waiting = 0;
  #later: Undo | undefined;

  constructor(
    private readonly element: HTMLElement,
    root: ShadowRoot,
    private readonly store: FeedStore,
    private readonly server: string,
    /** How links to the server begin. */
    private readonly links: string,
    private readonly clock: Clock,
  ) {
    this.#list = listIn(element);
    this.#rows = new Rows(this.#list);
    this.#chrome = new Chrome(root, {
      reveal: () => this.#reveal(),
      pauseOrResume: () => (store.paused ? store.resume() : store.pause()),
      loadOlder: () => void this.#loadOlder(),
    });
    this.#announcer = new Announcer(
      clock,
      {
        politely: (text) => this.#chrome.say('polite', text),
        atOnce: (text) => this.#chrome.say('assertive', text),
      },
      () => document.hidden || store.paused,
    );
    this.#unlisten = store.listen((event) => this.#happened(event));
    this.#render();
    this.#showStatus();
  }

  /** What is shown stays, and changes no more. */
  stop(): void {
    this.#unlisten();
    this.#later?.();
    this.#announcer.stop();
  }

  #happened(event: StoreEvent): void {
    switch (event.kind) {
      case 'status':
        this.#showStatus();
        return;
      case 'screen':
        keepPlace(this.#list, () => this.#render());
        this.#announcer.arrived(event.arrived);
        this.#announcer.keepOnly((id) => this.store.has(id));
        this.#tell('lt-change', { changes: event.changes });
    }
  }

  #render(): void {
    const { screen, info } = this.store;
    if (info === undefined) return;
    const edition = this.#editionOf(info);
    this.#showPinned(screen.pinned, edition);
    this.#added = this.#rows.show(screen.items, edition);
    // What came on top; not the first entries, nor older ones.
    const below = this.#added.some((row) => row === this.#list.lastElementChild);
    if (!below) for (const row of this.#added) fadeIn(row);
    this.#chrome.older(screen.more ? this.#older : 'none');
    if (this.#waiting === screen.pending.length) return;
    this.#waiting = screen.pending.length;
    this.#chrome.pending(this.#waiting);
    this.#tell('lt-pending', { count: this.#waiting });
  }

  #showPinned(pinned: Item | null, edition: Edition): void {
    if (pinned === this.#pinned && edition === this.#edition) return;
    this.#pinned = pinned;
    const present = this.element.querySelector<HTMLElement>(':scope > .lt-pinned');
    if (pinned === null) {
      present?.remove();
      return;
    }
    const section = present ?? document.createElement('section');
    if (present === null) {
      section.className = 'lt-pinned';
      section.ariaLabel = 'Pinned';
      this.element.insertBefore(section, this.#list);
    }
    section.slot = 'pinned';
    patchChildren(section, pinnedMarkup(pinned, edition));
  }

  /** Times in the reader's zone, with the newsroom's beside it on asking. */
  #editionOf(info: FeedInfo): Edition {
    if (this.#edition !== undefined && info === this.#info) return this.#edition;
    this.#info = info;
    const { lang, timezone } = info;
    const base = `${this.links}feeds/${this.store.feed}/items/`;
    if (this.#list.closest<HTMLElement>('[lang]')?.lang !== lang) this.#list.lang = lang;
    if (this.#list.dir !== feedDirection(info)) this.#list.dir = feedDirection(info);
    this.#edition = {
      time: (at) => ({
        text: clockTime(at, lang).text,
        exact: clockTime(at, lang, timezone).exact,
      }),
      day: (at, shape) => dayOf(at, lang, undefined, shape),
      itemUrl: (id) => base + id,
    };
    return this.#edition;
  }

  #showStatus(): void {
    const { status, staleSince, paused, refusal } = this.store;
    this.#later?.();
    const age = staleSince === undefined ? 0 : this.clock.now() - staleSince;
    const since =
      staleSince === undefined
        ? undefined
        : clockTime(new Date(staleSince).toISOString(), this.#info?.lang ?? 'en').text;
    const text = statusText(status, { since, long: age >= momentMs, refusal: refusal?.message });
    this.#chrome.status(paused ? 'paused' : status, paused ? 'Paused' : text);
    this.#chrome.paused(paused);
    if (status === 'reconnecting' && age < momentMs) {
      this.#later = this.clock.after(momentMs, () => this.#showStatus());
    }
    if (this.#said === status) return;
    this.#said = status;
    this.#tell('lt-status', { status, staleSince });
  }

  #reveal(): void {
    if (this.store.paused) this.store.resume();
    this.store.reveal();
    firstHeading(this.#added)?.focus();
  }

  async #loadOlder(): Promise<void> {
    if (this.#older === 'loading') return;
    this.#setOlder('loading');
    try {
      await this.store.loadOlder(fetchOlderFrom(this.server, this.store.feed));
      this.#setOlder('ready');
      // The button that had the focus is gone with the last page.
      if (!this.store.screen.more) firstHeading(this.#added)?.focus();
    } catch {
      this.#setOlder('failed');
    }
  }

  #setOlder(state: 'ready' | 'loading' | 'failed'): void {
    this.#older = state;
    this.#chrome.older(this.store.screen.more ? state : 'none');
  }

  #tell(name: string, detail: Readonly<Record<string, unknown>>): void {
    const { feed } = this.store;
    this.element.dispatchEvent(
      new CustomEvent(name, { bubbles: true, composed: true, detail: { feed, ...detail } }),
    );
  }
}

function listIn(element: HTMLElement): HTMLElement {
  const present = element.querySelector<HTMLElement>(':scope > ol');
  if (present !== null) return present;
  const list = document.createElement('ol');
  list.className = 'lt-list';
  // Without it, Safari takes a list without bullets for none.
  list.setAttribute('role', 'list');
  element.append(list);
  return list;
}

function fadeIn(row: HTMLElement): void {
  row.classList.add('lt-fresh');
  row.addEventListener('animationend', () => row.classList.remove('lt-fresh'), { once: true });
}
