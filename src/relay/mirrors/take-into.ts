import { isErasingKind } from '../../feed/change-kinds.ts';
import type { Change } from '../../feed/change.ts';
import type { Mark } from '../../log/read-shapes.ts';
import type { Tail } from '../../log/tail.ts';

/** What became of changes. `erased`: the last of those taken that erases words. `isWrong`: one did not follow. */
interface Taken {
  readonly taken: readonly Change[];
  readonly erased: Mark | undefined;
  readonly isWrong: boolean;
}

/** Takes changes into a tail as long as they follow; what is there already is passed over. */
export function takeInto(tail: Tail, changes: readonly Change[]): Taken {
  const taken: Change[] = [];
  let erased: Mark | undefined;
  for (const change of changes) {
    const acceptance = tail.ingest(change);
    if (acceptance === 'repeat') continue;
    if (acceptance !== 'next') return { taken, erased, isWrong: true };
    taken.push(change);
    if (isErasingKind(change.kind)) erased = { seq: change.seq, tag: change.tag };
  }
  return { taken, erased, isWrong: false };
}
