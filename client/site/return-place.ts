import { anchorOf } from '../../src/feed/draw/entry-markup.ts';

/** The reader's place in the list, kept in the state of the browser's history and nowhere else. */
interface Place {
  readonly item: string;
  /** The distance of the item's top edge from the top of the window, in pixels. */
  readonly top: number;
}

type TickerElement = Element & { readonly loadOlder?: () => Promise<boolean> };

const settleMs = 200;
/** Pages of 20 items that are loaded to find the place: 500 items. A place further down is not restored. */
const maxPages = 25;

/** Keeps the reader's place whenever scrolling has ended. */
export function notePlace(ticker: Element): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (): void => {
    clearTimeout(timer);
    const rows = ticker.querySelectorAll('.lt-list > li > article');
    const row = [...rows].find((one) => one.getBoundingClientRect().bottom > 0);
    const place =
      scrollY > 0 && row ? { item: row.id, top: row.getBoundingClientRect().top } : undefined;
    history.replaceState({ ...history.state, place }, '');
  };
  addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(note, settleMs);
  });
  addEventListener('pagehide', note);
}

/** Restores the place of a reader who comes back to a page that was loaded anew; older items are loaded first. */
export async function returnToPlace(ticker: TickerElement): Promise<void> {
  // There is a state only when the reader was on this page before.
  const place: unknown = Object(history.state).place;
  if (!isPlace(place)) return;
  const moves = new AbortController();
  for (const move of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(move, () => moves.abort(), { once: true, signal: moves.signal });
  }
  history.scrollRestoration = 'manual';
  await customElements.whenDefined('live-ticker');
  const find = () => document.getElementById(place.item);
  for (let page = 0; page < maxPages && find() === null && !moves.signal.aborted; page += 1) {
    if ((await ticker.loadOlder?.()) !== true) break;
  }
  history.scrollRestoration = 'auto';
  const row = find();
  if (row === null || moves.signal.aborted) return;
  moves.abort();
  scrollBy(0, row.getBoundingClientRect().top - place.top);
}

function isPlace(value: unknown): value is Place {
  return (
    typeof value === 'object' &&
    value !== null &&
    'item' in value &&
    typeof value.item === 'string' &&
    value.item.startsWith(anchorOf('')) &&
    'top' in value &&
    typeof value.top === 'number'
  );
}
