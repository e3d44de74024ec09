import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly isShown: boolean;
  readonly children: ComponentChildren;
}

/**
 * A place that stays as it is while another is shown: open forms, typed text, the focus and how far it was scrolled.
 */
export function KeptPlace({ isShown, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const focused = useRef<HTMLElement | null>(null);
  const scrolled = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const place = box.current;
    if (!isShown || place === null) return;
    if (scrolled.current !== undefined) {
      if (focused.current?.isConnected === true) focused.current.focus({ preventScroll: true });
      scrollTo(0, scrolled.current);
    }
    scrolled.current ??= 0;
    const onScroll = (): void => {
      scrolled.current = window.scrollY;
    };
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement) focused.current = target;
    };
    addEventListener('scroll', onScroll, { passive: true });
    place.addEventListener('focusin', onFocus);
    return () => {
      removeEventListener('scroll', onScroll);
      place.removeEventListener('focusin', onFocus);
    };
  }, [isShown]);

  return (
    <div ref={box} hidden={!isShown}>
      {children}
    </div>
  );
}
