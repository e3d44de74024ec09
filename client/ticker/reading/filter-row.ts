import { isItem, type Entry } from '../../../src/feed/item.ts';
import type { ReadingWords } from '../../../src/feed/words/words.ts';
import { button, part, write } from '../view/parts.ts';
import { countsOf, kindNames, type KindName } from './kinds.ts';

/** The row of kinds with how many items there are of each, of those that are loaded. */
export class FilterRow {
  readonly element = part('div', 'filters');
  chosen: KindName | undefined;
  #counted: readonly Entry[] | undefined;
  #counts = countsOf([]);
  readonly #buttons: ReadonlyMap<KindName | 'all', HTMLButtonElement>;

  /** `changed`: the reader has chosen another kind. */
  constructor(changed: () => void) {
    this.element.setAttribute('role', 'group');
    this.#buttons = new Map(
      (['all', ...kindNames] as const).map((name) => {
        const one = button('filter');
        one.addEventListener('click', () => {
          this.chosen = name === 'all' ? undefined : name;
          changed();
        });
        return [name, one];
      }),
    );
    this.element.append(...this.#buttons.values());
  }

  /** `more`: there are older items that are not counted, because they are not loaded. */
  show(entries: readonly Entry[], more: boolean, words: ReadingWords, lang: string): void {
    this.element.ariaLabel = words.filter;
    if (entries !== this.#counted) {
      this.#counted = entries;
      this.#counts = countsOf(entries.filter(isItem));
    }
    const counts = this.#counts;
    const number = new Intl.NumberFormat(lang);
    for (const [name, one] of this.#buttons) {
      const kind = name === 'all' ? undefined : name;
      const count = counts[name];
      const text = `${words[name]} ${number.format(count)}${more ? '+' : ''}`;
      write(one, text);
      one.ariaPressed = String(kind === this.chosen);
      // A kind of which nothing is there is offered no longer than it is looked at.
      one.hidden = kind !== undefined && count === 0 && !more && kind !== this.chosen;
    }
  }
}
