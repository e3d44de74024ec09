import { feedDirection } from '../../../src/feed/draw/direction.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';
import type { Layout } from '../../../src/feed/draw/layout.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import type { Entry } from '../../../src/feed/item.ts';
import { goToNamed } from './go-to-named.ts';
import { patchChildren } from './patch.ts';

interface Row {
  readonly element: HTMLLIElement;
  readonly entry: Entry | undefined;
  readonly above: Entry | undefined;
  readonly edition: Edition | undefined;
}

/** The rows of the list, one for each entry, by id. A row whose entry has not changed is not written. */
export class Rows {
  #rows = new Map<string, Row>();
  /** All entries that were to be shown have their rows. */
  isWhole = true;

  /** Takes over the rows a server has drawn. */
  constructor(
    private readonly list: Element,
    private readonly layout: Pick<Layout, 'row'>,
  ) {
    for (const element of list.querySelectorAll<HTMLLIElement>(':scope > li')) {
      const id = element.querySelector(':scope > article')?.id.replace(/^item-/, '');
      if (id !== undefined) {
        this.#rows.set(id, { element, entry: undefined, above: undefined, edition: undefined });
      }
    }
  }

  /**
   * Shows these entries, in this order, `most` of those that have no row yet; the first rows all at once, because browsers
   * give a reader who comes back his place when the page is as long as it was. Returns the rows that are new.
   */
  show(entries: readonly Entry[], edition: Edition, most: number): readonly HTMLLIElement[] {
    const isFirst = this.#rows.size === 0;
    const shown = new Map<string, Row>();
    const added: HTMLLIElement[] = [];
    this.isWhole = true;
    entries.forEach((entry, index) => {
      const above = entries[index - 1];
      const known = this.#rows.get(entry.id);
      if (known === undefined && added.length >= most && !isFirst) {
        this.isWhole = false;
        return;
      }
      const element = known?.element ?? document.createElement('li');
      if (known === undefined) added.push(element);
      if (known?.entry !== entry || known.above !== above || known.edition !== edition) {
        patchChildren(element, this.layout.row(entry, above, edition));
      }
      shown.set(entry.id, { element, entry, above, edition });
    });
    this.#rows = shown;
    this.#arrange([...shown.values()].map((row) => row.element));
    if (isFirst) goToNamed(added);
    return added;
  }

  #arrange(elements: readonly Element[]): void {
    const wanted = new Set(elements);
    const gone = [...this.list.children].filter((child) => !wanted.has(child));
    for (const child of gone) child.remove();
    let next = this.list.firstElementChild;
    for (const element of elements) {
      if (element === next) next = next.nextElementSibling;
      else this.list.insertBefore(element, next);
    }
  }
}

/** The first heading in some rows: the place for the focus after new rows were added. */
export function firstHeading(rows: readonly (Element | null | undefined)[]) {
  return rows.map((row) => row?.querySelector<HTMLElement>('.lt-headline')).find(Boolean);
}

/** A ticker's list: the one that the server has drawn, or a new one. */
export function listIn(element: HTMLElement, className: string): HTMLElement {
  const present = element.querySelector<HTMLElement>(':scope > ol');
  const list = present ?? document.createElement('ol');
  list.className = className;
  if (present !== null) return present;
  // Without the role, Safari does not treat a list without bullets as a list.
  list.setAttribute('role', 'list');
  element.append(list);
  return list;
}

/** Gives a list the language and direction of its feed. */
export function speakAs(info: FeedInfo, list: HTMLElement): void {
  if (list.closest<HTMLElement>('[lang]')?.lang !== info.lang) list.lang = info.lang;
  if (list.dir !== feedDirection(info)) list.dir = feedDirection(info);
}

/** Lets the rules of new rows fade in, once, where they came on top: not the first entries and not older ones. */
export function fadeInOnTop(list: Element, added: readonly HTMLElement[]): void {
  if (added.some((row) => row === list.lastElementChild)) return;
  for (const row of added) {
    row.classList.add('lt-fresh');
    row.addEventListener('animationend', () => row.classList.remove('lt-fresh'), { once: true });
  }
}
