import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps its children at the same place on the screen while the content above grows or shrinks, as far as the page can
 * scroll.
 */
export function StillPlace({ children }: { readonly children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (box.current === null ? undefined : keepStill(box.current)), []);
  return (
    <div ref={box} class="nr-still">
      {children}
    </div>
  );
}

/** Scrolls by as much as the box has moved. Returns its undo. */
function keepStill(box: HTMLElement): () => void {
  const scroller = scrollerOf(box);
  const place = (): number => box.getBoundingClientRect().top + scroller.scrollTop;
  let known = place();
  // A ResizeObserver is called after layout and before painting, so the box is not seen at another place.
  const observer = new ResizeObserver(() => {
    const moved = place() - known;
    if (moved !== 0) scroller.scrollTop += moved;
    known = place();
  });
  for (let above = box.parentElement; above !== null; above = above.parentElement) {
    observer.observe(above);
    if (above === scroller) break;
  }
  return () => observer.disconnect();
}

function scrollerOf(box: HTMLElement): Element {
  for (let above = box.parentElement; above !== null; above = above.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  }
  return document.scrollingElement ?? document.documentElement;
}
