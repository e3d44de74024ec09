import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';

/** Leads to the first faulty field of a form: a fault far from the button is not seen. */
export function useFaultFocus(
  form: RefObject<HTMLFormElement | null>,
  problem: Problem | null,
): void {
  useEffect(() => {
    if (problem === null || problem.faults.length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, problem]);
}
