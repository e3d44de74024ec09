import type { Admission } from './admission.ts';
import type { Drain } from './drain.ts';
import type { Admit } from './engine/reader-engine.ts';

/** In a storm tells who comes too many, and in a drain who comes too late, to come back; lets everybody else in. */
export function frontDoor(admission: Admission, drain: Pick<Drain, 'isUnderWay'>): Admit {
  return () => {
    if (drain.isUnderWay) {
      return 'This instance is stopping. Connect again: another one serves you.';
    }
    return admission.admit() ? undefined : 'Too many connections at once. Come back in a moment.';
  };
}
