import type { ChangeKind } from './change.ts';

const kinds: Readonly<Record<ChangeKind, true>> = {
  post: true,
  edit: true,
  correct: true,
  strike: true,
  takedown: true,
  pin: true,
  unpin: true,
  feed: true,
};

/** Every kind of change that this version knows. */
export const changeKinds: readonly string[] = Object.keys(kinds);

/** Whether this version knows what a change of this kind means; later ones may have more. */
export function isKnownKind(kind: string): kind is ChangeKind {
  return Object.hasOwn(kinds, kind);
}
