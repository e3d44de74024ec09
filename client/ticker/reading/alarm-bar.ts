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
    // The reader is about to press the pill: it stays.
    if (this.bar.querySelector('.pill:focus') !== null) return;
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

  stop(): void {
    this.#element.remove();
  }

  hide(): void {
    const hadFocus = this.#element.matches(':focus-within');
    this.#item = undefined;
    this.#element.hidden = true;
    write(this.#title, '');
    if (hadFocus) this.bar.querySelector<HTMLElement>('button:not([hidden])')?.focus();
  }
}
