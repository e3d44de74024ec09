import { h, type Markup } from '../../../src/feed/draw/markup.ts';
import { titleOf } from '../../../src/feed/draw/item-title.ts';
import type { Item } from '../../../src/feed/item.ts';
import type { ReadingWords, Words } from '../../../src/feed/words/words.ts';
import { button, part, write } from '../view/parts.ts';
import type { Voice } from './voice.ts';

/** What an item's menu needs to know of the ticker. */
export interface MenuHost {
  readonly words: () => ReadingWords;
  /** For what has no title of its own. */
  readonly tickerWords: () => Words;
  readonly itemUrl: (id: string) => string;
  readonly lang: () => string;
  readonly say: (text: string) => void;
}

/** The menu of one item: share it, copy its address, hear it. One for all items, where the reader has asked for it. */
export class ItemMenu {
  readonly element = part('div', 'item-menu');
  readonly #share = button('act');
  readonly #copy = button('act');
  readonly #listen = button('act');
  #item: Item | undefined;
  #opener: HTMLElement | undefined;

  constructor(
    private readonly host: MenuHost,
    private readonly voice: Voice,
  ) {
    this.element.popover = 'auto';
    this.element.role = 'menu';
    for (const act of [this.#share, this.#copy, this.#listen]) act.role = 'menuitem';
    this.element.append(this.#share, this.#copy, this.#listen);
    this.#share.addEventListener('click', () => void this.#act(() => this.#shareIt()));
    this.#copy.addEventListener('click', () => void this.#act(() => this.#copyIt()));
    this.#listen.addEventListener('click', () => void this.#act(() => this.#speakIt()));
    this.element.addEventListener('keydown', (event) => this.#move(event));
  }

  /** The button at an item's end that opens the menu. */
  opener(item: Item): Markup {
    const { share } = this.host.words();
    return h('button', {
      type: 'button',
      class: 'lt-acts',
      'data-act': 'menu',
      'aria-haspopup': 'menu',
      'aria-label': `${share}: ${this.#titleOf(item)}`,
    });
  }

  open(item: Item, opener: HTMLElement): void {
    this.#item = item;
    this.#opener = opener;
    const words = this.host.words();
    write(this.#share, words.share);
    write(this.#copy, words.copyLink);
    write(this.#listen, this.voice.item === item.id ? words.stopListening : words.listen);
    this.#share.hidden = !('share' in navigator);
    this.#listen.hidden = !this.voice.isThere;
    this.element.showPopover();
    this.#place(opener.getBoundingClientRect());
    this.#acts[0]?.focus();
  }

  /** Closes the menu of an item that is gone. */
  keepOnly(itemOf: (id: string) => Item | undefined): void {
    if (this.#item !== undefined && itemOf(this.#item.id) === undefined) this.#close();
  }

  #titleOf(item: Item): string {
    return titleOf(item, undefined, this.host.tickerWords());
  }

  get #acts(): readonly HTMLButtonElement[] {
    return [this.#share, this.#copy, this.#listen].filter(({ hidden }) => !hidden);
  }

  #place({ bottom, top, left, right }: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const isBelow = bottom + height <= innerHeight;
    const isEnd = left + width > innerWidth;
    this.element.style.top = `${isBelow ? bottom : Math.max(0, top - height)}px`;
    this.element.style.left = `${isEnd ? Math.max(0, right - width) : left}px`;
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const acts = this.#acts;
    const at = acts.findIndex((act) => act.matches(':focus'));
    acts[(at + step + acts.length) % acts.length]?.focus();
  }

  async #act(act: () => void | Promise<void>): Promise<void> {
    const opener = this.#opener;
    await act();
    this.#close();
    opener?.focus({ preventScroll: true });
  }

  #close(): void {
    this.#item = undefined;
    if (this.element.matches(':popover-open')) this.element.hidePopover();
  }

  #urlOf({ id }: Item): string {
    return new URL(this.host.itemUrl(id), document.baseURI).href;
  }

  async #shareIt(): Promise<void> {
    const item = this.#item;
    if (item === undefined) return;
    const url = this.#urlOf(item);
    try {
      await navigator.share({ title: this.#titleOf(item), url });
    } catch (error) {
      // A reader who has changed their mind wants no copy either.
      if (!(error instanceof DOMException && error.name === 'AbortError')) await this.#copyIt();
    }
  }

  async #copyIt(): Promise<void> {
    const item = this.#item;
    if (item === undefined) return;
    const url = this.#urlOf(item);
    try {
      await navigator.clipboard.writeText(url);
      this.host.say(this.host.words().copied);
    } catch {
      // A frame that may not write there: the reader can copy the address from the page that opens.
      open(url, '_blank', 'noopener');
    }
  }

  #speakIt(): void {
    const item = this.#item;
    if (item === undefined) return;
    if (this.voice.item === item.id) this.voice.stop();
    else this.voice.read(item, this.host.lang());
  }
}
