import { titleOf } from '../../../src/feed/draw/item-title.ts';
import type { Item } from '../../../src/feed/item.ts';
import { isStruck } from '../../../src/feed/remarks.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import { button, part, write } from '../view/parts.ts';

/**
 * The bar with the headline of breaking news that has just come. It stands in the place of the state and of the pill, and
 * what is longer lies over what is below: nothing moves.
 */
export class AlarmBar {
  readonly #element = part('div', 'alarm');
  readonly #ground = part('div', 'alarm-bar');
  readonly #open = button('alarm-open');
  readonly #label = document.createElement('strong');
  readonly #title = document.createElement('span');
  readonly #close = button('alarm-close');
  #item: Item | undefined;

  /** `goTo`: shows an item to the reader. */
  constructor(
    private readonly bar: HTMLElement,
    goTo: (item: Item) => void,
  ) {
    this.#open.append(this.#label, ' ', this.#title);
    this.#ground.append(this.#open, this.#close);
    this.#element.append(this.#ground);
    this.#element.hidden = true;
    write(this.#close, '×');
    this.#open.addEventListener('click', () => {
      const item = this.#item;
      this.hide();
      if (item !== undefined) goTo(item);
    });
    this.#close.addEventListener('click', () => this.hide());
    bar.prepend(this.#element);
  }

  /** `time`: the item's clock time. */
  show(item: Item, time: string, words: Words, close: string): void {
    if (this.#isPillHeld) return;
    this.#item = item;
    write(this.#label, `${words.breaking}, ${time}`);
    write(this.#title, titleOf(item, undefined, words));
    this.#title.lang = item.lang ?? '';
    this.#title.dir = item.dir ?? 'auto';
    this.#close.ariaLabel = close;
    this.#element.hidden = false;
  }

  /** Follows the item: a new wording, a strike, a takedown. */
  keepOnly(itemOf: (id: string) => Item | undefined, words: Words): void {
    if (this.#item === undefined) return;
    const item = itemOf(this.#item.id);
    if (item === undefined || isStruck(item) || !item.breaking) this.hide();
    else write(this.#title, titleOf(item, undefined, words));
  }

  /**
   * Makes room for the state of a ticker that is behind, and stands again when that is over and its item is still one of
   * those that wait.
   */
  giveWay(isBehind: boolean, waiting: () => readonly Item[]): void {
    const item = this.#item;
    if (isBehind) this.#conceal();
    else if (item === undefined || !this.#element.hidden) return;
    else if (!waiting().some(({ id }) => id === item.id)) this.hide();
    else if (!this.#isPillHeld) this.#element.hidden = false;
  }

  stop(): void {
    this.#element.remove();
  }

  hide(): void {
    this.#conceal();
    this.#item = undefined;
    write(this.#title, '');
  }

  #conceal(): void {
    const hadFocus = this.#element.matches(':focus-within');
    this.#element.hidden = true;
    if (hadFocus) this.bar.querySelector<HTMLElement>('button:not([hidden])')?.focus();
  }

  /** The reader is about to press the pill, which stays then. */
  get #isPillHeld(): boolean {
    return this.bar.querySelector('.pill:focus') !== null;
  }
}
