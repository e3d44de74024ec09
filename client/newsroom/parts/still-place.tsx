import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A place in the page that stays where it is on the screen while what stands above it grows or shrinks, as far as the
 * page scrolls.
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

/** Gives back its undo. */
function keepStill(box: HTMLElement): () => void {
  const scroller = scrollerOf(box);
  const place = (): number => box.getBoundingClientRect().top + scroller.scrollTop;
  let known = place();
  // Called after layout and before painting: nobody sees the place it had in between.
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
