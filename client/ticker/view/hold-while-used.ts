import type { HoldWhileUsed } from '../loaded/load-layout.ts';

/** Tells whether somebody points at an element or has the focus in it: then nothing in it may move. */
export const holdWhileUsed: HoldWhileUsed = (element, tell) => {
  const ends = new AbortController();
  let [isPointed, isFocused] = [false, false];
  const on = (name: string, change: () => void) =>
    element.addEventListener(
      name,
      () => {
        change();
        tell(isPointed || isFocused);
      },
      { signal: ends.signal },
    );
  on('pointerenter', () => (isPointed = true));
  on('pointerleave', () => (isPointed = false));
  on('focusin', () => (isFocused = true));
  on('focusout', () => (isFocused = false));
  return () => ends.abort();
};
