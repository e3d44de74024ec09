/**
 * Changes the page without moving what is being read. Browsers with scroll anchoring do it themselves, except at the
 * top; for the others the first row in sight is measured before and after. At the top it is kept only when asked for:
 * there the reader may be waiting for what comes on top.
 */
export function keepPlace(list: Element, change: () => void, alsoAtTop = false): void {
  const scroller = scrollerOf(list);
  if (scroller.scrollTop === 0 ? !alsoAtTop : anchorsItself(list, scroller)) {
    change();
    return;
  }
  const isPage = scroller === document.scrollingElement;
  const { top, bottom } = scroller.getBoundingClientRect();
  const sight = isPage ? { top: 0, bottom: innerHeight } : { top, bottom };
  const inSight = [...list.children].find((row) => row.getBoundingClientRect().bottom > sight.top);
  const before = inSight?.getBoundingClientRect().top;
  change();
  if (inSight === undefined || before === undefined || before > sight.bottom) return;
  if (!inSight.isConnected) return;
  const moved = inSight.getBoundingClientRect().top - before + owed;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
  owed += inSight.getBoundingClientRect().top - before;
  if (Math.abs(owed) > 1) owed = 0;
}

/** The part of a pixel that a scroller could not move: made up for the next time, so that it does not add up. */
let owed = 0;

function anchorsItself(list: Element, scroller: Element): boolean {
  if (!CSS.supports('overflow-anchor', 'auto')) return false;
  return [list, list.parentElement, scroller, document.body].every(
    (element) => element === null || getComputedStyle(element).overflowAnchor !== 'none',
  );
}

function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    const scrolls = overflowY === 'auto' || overflowY === 'scroll';
    if (scrolls && at !== document.body && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
