import { useEffect, useRef } from 'preact/hooks';

interface Place {
  readonly element: HTMLElement;
  /** The row of the list that the element is in, and where the row is. */
  readonly row: Element | null;
  readonly at: number;
  readonly words: string;
}

/**
 * Keeps the focus in a list with buttons. A browser takes the focus from a button that is disabled while work is under way, or
 * that goes with its row, and gives it to nothing; then the keyboard begins at the top of the page again. Give the answer to
 * the element around the list, its form and its buttons as `ref`. The focus comes back to the same button; if the button has
 * gone, to the row, to the row that took its place, or to what adds another one. Who puts the focus elsewhere keeps it there.
 */
export function useHeldFocus(): (around: HTMLElement | null) => void {
  const around = useRef<HTMLElement | null>(null);
  const latest = useRef<Place | null>(null);

  const connect = useRef((element: HTMLElement | null) => {
    around.current = element;
    element?.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && isBeside(target, element))
        latest.current = placeOf(target, element);
    });
    element?.addEventListener('focusout', ({ target, relatedTarget }) => {
      const left = latest.current;
      // Chromium tells of an element that goes while it is still there: a moment later it has gone.
      queueMicrotask(() => {
        if (latest.current !== left || !(target instanceof Element)) return;
        if (hasBeenLeft(target, relatedTarget, element)) latest.current = null;
      });
    });
  });

  // After each drawing: the list may have become another one.
  useEffect(() => {
    const [within, place] = [around.current, latest.current];
    if (within === null || place === null || !isNowhere()) return;
    elementFor(place, within)?.focus();
  });
  return connect.current;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function placeOf(element: HTMLElement, within: HTMLElement): Place {
  const row = element.closest('li');
  const at = row === null ? -1 : [...within.querySelectorAll('li')].indexOf(row);
  return { element, row, at, words: element.textContent };
}

/** Whether somebody went away, which is neither the end of the element nor a question about it. */
function hasBeenLeft(target: Element, to: EventTarget | null, within: HTMLElement): boolean {
  if (!target.isConnected || target.matches(':disabled')) return false;
  if (!(to instanceof Element)) return true;
  return !within.contains(to) && isBeside(to, within);
}

/** Whether both are in the same dialog, or in none: a question that is asked meanwhile is another one. */
function isBeside(one: Element, other: Element): boolean {
  return one.closest('dialog') === other.closest('dialog');
}

/** Undefined where that is known only when the work is done. */
function elementFor(place: Place, within: HTMLElement): HTMLElement | undefined {
  const { element, row, at, words } = place;
  const rows = [...within.querySelectorAll('li')];
  const heir = row?.isConnected === true ? row : (rows[at] ?? rows.at(-1));
  const inHeir = row === null || heir === undefined ? [] : buttonsIn(heir);
  const beside = buttonsIn(within).filter((button) => button.closest('li') === null);
  const found = element.isConnected
    ? element
    : (inHeir.find(({ textContent }) => heir === row && textContent === words) ??
      inHeir[0] ??
      beside[0]);
  return found?.matches(':disabled') === true ? undefined : found;
}

function buttonsIn(element: Element): HTMLButtonElement[] {
  return [...element.querySelectorAll('button')];
}
