import { letterOf } from '../parts/letter-of.ts';
import { areSingleKeysOn } from './single-keys.ts';

/** What single keys do while the focus is in a row, outside of its text fields. */
export function useRowKeys(keys: Readonly<Record<string, () => void>>) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !areSingleKeysOn()) return;
    const { target } = event;
    const fields = 'input, textarea, select, .nr-markdown';
    if (target instanceof Element && target.closest(fields) !== null) return;
    const act = keys[letterOf(event)];
    if (act === undefined) return;
    event.preventDefault();
    // Not for the page as well.
    event.stopPropagation();
    act();
  };
}
