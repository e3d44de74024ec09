import type { Mutant } from './instrument.ts';

/** Why a mutant may live. */
export interface Reason {
  readonly file: string;
  /** The code that is broken, or its beginning. */
  readonly original: string;
  /** What it becomes; anything where it is absent. */
  readonly replacement?: string;
  readonly why: string;
}

export const knownSurvivors: readonly Reason[] = [];

/** Why this mutant may live, or undefined. */
export function reasonFor(
  { file, original, replacement }: Mutant,
  known: readonly Reason[] = knownSurvivors,
): string | undefined {
  return known.find(
    (reason) =>
      reason.file === file &&
      original.startsWith(reason.original) &&
      (reason.replacement ?? replacement) === replacement,
  )?.why;
}
