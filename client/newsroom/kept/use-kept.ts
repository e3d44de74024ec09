import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Fields } from '../../../src/feed/shape.ts';
import { useKeeper } from './use-keeper.ts';

/** Typed text is kept on the device after this time, also when typing continues. */
const saveAfterMs = 400;

/**
 * Keeps a value on the device when it changes and when the page is left; undefined: nothing to keep. Returns `drop`,
 * which forgets the value for good: for a text that was sent or passed on.
 */
export function useKept(what: string, value: Fields | undefined): () => void {
  const keeper = useKeeper();
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dropped = useRef(false);
  // A form without a value yet is still loading: a kept text must not be forgotten then.
  const hadValue = useRef(false);
  latest.current = value;
  if (value !== undefined) hadValue.current = true;

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (latest.current !== undefined && !dropped.current) keeper.keep(what, latest.current);
    else if (hadValue.current) keeper.forget(what);
  }, [keeper, what]);

  // With the value, not a frame later: a key that sends may follow at once.
  useLayoutEffect(() => {
    timer.current ??= setTimeout(flush, saveAfterMs);
  }, [value, flush]);

  useEffect(() => {
    const undo = keeper.whenAsked(() => {
      // Only input that waits is kept: a text that is kept already must not get a later time.
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
