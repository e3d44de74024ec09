import { en } from '../../../src/feed/words/en.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';
import { pinnedMarkup } from '../../../src/feed/draw/entry-markup.ts';
import type { Item } from '../../../src/feed/item.ts';
import { patchChildren } from './patch.ts';
import { setFirmly } from './set-firmly.ts';

/** The pinned item above a ticker's list. */
export class PinnedSection {
  #item: Item | null | undefined;
  #edition: Edition | undefined;
  #present: HTMLElement | null;

  constructor(
    private readonly element: HTMLElement,
    private readonly list: HTMLElement,
  ) {
    this.#present = element.querySelector<HTMLElement>(':scope > .lt-pinned');
  }

  /** `keepsRoom`: the height of the section is kept, so that the rows below do not move under a reader. */
  show(item: Item | null, edition: Edition, keepsRoom: boolean): void {
    const isSame = item === this.#item && edition === this.#edition;
    const section = this.#present;
    const { height, bottom } = section?.getBoundingClientRect() ?? { height: 0, bottom: 0 };
    const isRoomKept = keepsRoom && bottom > 0;
    if (isSame && (isRoomKept || section?.style.minBlockSize === '')) return;
    this.#item = item;
    this.#edition = edition;
    if (section !== null) setFirmly(section, 'min-block-size', isRoomKept ? `${height}px` : '');
    if (item !== null) this.#fill(section ?? this.#make(), item, edition);
    else if (isRoomKept) this.#empty();
    else this.#remove();
  }

  #make(): HTMLElement {
    const section = document.createElement('section');
    section.className = 'lt-pinned';
    this.element.insertBefore(section, this.list);
    this.#present = section;
    return section;
  }

  #fill(section: HTMLElement, item: Item, edition: Edition): void {
    section.ariaLabel = (edition.words ?? en).pinned;
    section.slot = 'pinned';
    setFirmly(section, 'visibility', '');
    patchChildren(section, pinnedMarkup(item, edition));
  }

  /** Removes the content of the section and keeps its height. */
  #empty(): void {
    this.#present?.replaceChildren();
    this.#present?.removeAttribute('aria-label');
    if (this.#present !== null) setFirmly(this.#present, 'visibility', 'hidden');
  }

  #remove(): void {
    this.#present?.remove();
    this.#present = null;
  }
}
