import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The heading of a place. It has the focus when the place opens, so that a screen reader tells where one is. */
export function PlaceTitle({ children }: { readonly children: ComponentChildren }) {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={title} class="nr-place-title" tabIndex={-1}>
      {children}
    </h2>
  );
}
