import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Fields } from '../../../src/feed/shape.ts';
import { useKeeper } from './use-keeper.ts';

/** Typing is on the device this soon, however long it goes on. */
const saveAfterMs = 400;

/**
 * Keeps a value on the device while it changes, and when the page goes; undefined: nothing to keep.
 * Returns `drop`, for a value that has arrived elsewhere: it is forgotten and not kept again.
 */
export function useKept(what: string, value: Fields | undefined): () => void {
  const keeper = useKeeper();
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dropped = useRef(false);
  // While a form is still fetching what was kept, there is nothing to keep and nothing to forget.
  const hadValue = useRef(false);
  latest.current = value;
  if (value !== undefined) hadValue.current = true;

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (latest.current !== undefined && !dropped.current) keeper.keep(what, latest.current);
    else if (hadValue.current) keeper.forget(what);
  }, [keeper, what]);

  useEffect(() => {
    timer.current ??= setTimeout(flush, saveAfterMs);
  }, [value, flush]);

  useEffect(() => {
    const undo = keeper.whenAsked(() => {
      // Only what is waiting: a text that is kept already keeps its time.
      if (timer.current !== undefined) flush();
    });
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      undo();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [keeper, flush]);

  return useCallback(() => {
    dropped.current = true;
    flush();
  }, [flush]);
}
