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
    const faulty = ':is([aria-invalid="true"], [data-invalid="true"])';
    form.current?.querySelector<HTMLElement>(faulty)?.focus();
  }, [form, problem]);
}
