import type { Caret } from './markdown-editor.ts';

/**
 * Calls `swap` with what was loaded and the cursor of the textarea, which is then to be replaced: not while an input method
 * composes a word in it, which would be lost. Never, when loading fails. Returns its undo.
 */
export function swapForEditor<T>(
  area: HTMLTextAreaElement,
  loading: Promise<T>,
  swap: (loaded: T, caret: Caret) => void,
): () => void {
  let isOver = false;
  let isComposing = false;
  let loaded: { readonly what: T } | undefined;
  const swapIfIdle = (): void => {
    if (isOver || isComposing || loaded === undefined) return;
    undo();
    swap(loaded.what, caretIn(area));
  };
  const onStart = (): void => {
    isComposing = true;
  };
  // WebKit tells the last change only after the end of the composition.
  const onEnd = (): void => {
    isComposing = false;
    setTimeout(swapIfIdle);
  };
  const undo = (): void => {
    isOver = true;
    area.removeEventListener('compositionstart', onStart);
    area.removeEventListener('compositionend', onEnd);
  };
  area.addEventListener('compositionstart', onStart);
  area.addEventListener('compositionend', onEnd);
  const wait = async (): Promise<void> => {
    try {
      loaded = { what: await loading };
      swapIfIdle();
    } catch {
      undo();
    }
  };
  void wait();
  return undo;
}

function caretIn(area: HTMLTextAreaElement): Caret {
  const { selectionStart, selectionEnd, selectionDirection } = area;
  const isBackward = selectionDirection === 'backward';
  return {
    anchor: isBackward ? selectionEnd : selectionStart,
    head: isBackward ? selectionStart : selectionEnd,
    isFocused: document.activeElement === area,
  };
}
