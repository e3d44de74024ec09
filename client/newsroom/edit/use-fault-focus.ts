import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';

/** Moves the focus to the first field with a fault, which may be far from the button. */
export function useFaultFocus(
  form: RefObject<HTMLFormElement | null>,
  problem: Problem | null,
): void {
  useEffect(() => {
    if (problem === null || problem.faults.length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, problem]);
}
