import { useCallback, useEffect, useRef } from 'preact/hooks';
import { isRecord, type Fields } from './api/parse.ts';

/** Typing is on the device this soon, however long it goes on. */
const saveAfterMs = 400;

/** What was kept under a name, if it can be read. */
export function recall(name: string): Fields | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    return isRecord(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // A browser without storage has nothing to forget.
  }
}

/**
 * Keeps a value on the device while it changes, and when the page goes; undefined: nothing to keep.
 * Returns `drop`, for a value that has arrived elsewhere: it is forgotten and not kept again.
 */
export function useKept(name: string, value: Fields | undefined): () => void {
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dropped = useRef(false);
  latest.current = value;

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (dropped.current || latest.current === undefined) forget(name);
    else keep(name, latest.current);
  }, [name]);

  useEffect(() => {
    timer.current ??= setTimeout(flush, saveAfterMs);
  }, [value, flush]);

  useEffect(() => {
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [flush]);

  return useCallback(() => {
    dropped.current = true;
    flush();
  }, [flush]);
}

function keep(name: string, value: Fields): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or forbidden: the text is still on the page.
  }
}
