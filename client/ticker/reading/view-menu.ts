import type { ReadingWords } from '../../../src/feed/words/words.ts';
import { part, write } from '../view/parts.ts';

/** What a reader has chosen for himself. */
export interface Choices {
  readonly order: 'newest' | 'oldest';
  readonly atOnce: boolean;
}

/** The fold with what a reader chooses for himself: the order, and whether news come into the list at once. */
export class ViewMenu {
  readonly element = part('details', 'view');
  readonly #name = part('summary', 'view-name');
  readonly #newest = choice('radio');
  readonly #oldest = choice('radio');
  readonly #atOnce = choice('checkbox');

  constructor(first: Choices, changed: (choices: Choices) => void) {
    const menu = part('div', 'menu');
    menu.append(this.#newest.label, this.#oldest.label, this.#atOnce.label);
    this.element.append(this.#name, menu);
    this.#newest.input.checked = first.order === 'newest';
    this.#oldest.input.checked = first.order === 'oldest';
    this.#atOnce.input.checked = first.atOnce;
    menu.addEventListener('change', () => changed(this.choices));
    this.element.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !this.element.open) return;
      this.element.open = false;
      this.#name.focus();
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      const isInside = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (relatedTarget !== null && !isInside) this.element.open = false;
    });
  }

  get choices(): Choices {
    return {
      order: this.#oldest.input.checked ? 'oldest' : 'newest',
      atOnce: this.#atOnce.input.checked,
    };
  }

  speak(words: ReadingWords): void {
    write(this.#name, words.view);
    write(this.#newest.text, words.newestFirst);
    write(this.#oldest.text, words.oldestFirst);
    write(this.#atOnce.text, words.atOnce);
  }
}

function choice(type: 'radio' | 'checkbox') {
  const label = part('label', 'choice');
  const input = document.createElement('input');
  const text = document.createElement('span');
  input.type = type;
  if (type === 'radio') input.name = 'order';
  label.append(input, text);
  return { label, input, text };
}
