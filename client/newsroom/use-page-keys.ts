import { useEffect, useRef } from 'preact/hooks';
import { areSingleKeysOn } from './kept/single-keys.ts';
import { letterOf } from './parts/letter-of.ts';

/** What single keys do: by the key, or by "g" and the key that names a place. */
export type PageKeys = Readonly<Record<string, () => void>>;

/**
 * The page's single keys. They do nothing in text fields and dialogs, together with a modifier, or where they were turned
 * off (WCAG 2.1.4).
 */
export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let before = '';
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || !areSingleKeysOn()) return;
      const pressed = before + letterOf(event);
      if (event.key === 'Shift') return;
      before = pressed === 'g' ? 'g ' : '';
      const act = latest.current[pressed];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, dialog, .nr-markdown') !== null
  );
}
