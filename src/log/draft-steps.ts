import { Refusal } from '../feed/refusal.ts';
import type { Draft, DraftStep } from './draft.ts';

/** Throws `wrong_state` for a step that a draft cannot take. */
export function mayStep({ state, embargo }: Draft, { kind }: DraftStep): void {
  if (state === 'held') {
    throw new Refusal('wrong_state', 'It is held and goes out by itself; take it back first.');
  }
  if (embargo !== undefined) {
    const detail = 'It is scheduled and goes out by itself; take its time away first.';
    throw new Refusal('wrong_state', detail);
  }
  if (kind === 'return' && state !== 'submitted') {
    throw new Refusal('wrong_state', 'Only what was submitted can be returned.');
  }
  if (kind === 'submit' && state === 'submitted') {
    throw new Refusal('wrong_state', 'It was submitted already, and waits for an editor.');
  }
}

/** Where a draft is after a step. */
export function stateAfter(step: DraftStep) {
  return step.kind === 'submit'
    ? ({ state: 'submitted', note: null } as const)
    : ({ state: 'returned', note: step.note } as const);
}
