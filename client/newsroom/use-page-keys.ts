import { useEffect } from 'preact/hooks';
import { composerId } from './compose/composer.tsx';

/** The page's single keys. They do nothing in text fields and dialogs, or together with a modifier (WCAG 2.1.4). */
export function usePageKeys(openKeys: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target)) return;
      if (event.key === '?') openKeys();
      else if (event.key.toLowerCase() === 'n') goToComposer();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [openKeys]);
}

function goToComposer(): void {
  document.getElementById(composerId)?.querySelector('textarea')?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, dialog') !== null
  );
}
