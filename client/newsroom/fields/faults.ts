import type { Problem } from '../api/problem.ts';
import type { InputFault } from '../../../src/feed/refusal.ts';
import type { ItemFields } from './item-fields.ts';

const places: readonly (readonly [pointer: string, field: keyof ItemFields])[] = [
  ['/headline', 'headline'],
  ['/body', 'body'],
  ['/breaking', 'breaking'],
  ['/key', 'key'],
  ['/bylines', 'bylines'],
  ['/tags', 'tags'],
  ['/link', 'link'],
  ['/related', 'related'],
  ['/image', 'pictures'],
  ['/images', 'pictures'],
  ['/audio', 'audio'],
  ['/lang', 'lang'],
  ['/dir', 'dir'],
  ['/embargo', 'embargo'],
];

/** The faults of one field of an item's form. */
export function faultsAt(problem: Problem | null, field: keyof ItemFields): readonly string[] {
  return faultsOf(problem)
    .filter((fault) => fieldAt(fault.pointer) === field)
    .map((fault) => fault.detail);
}

/** The faults at or below a JSON pointer, for other forms. */
export function faultsUnder(problem: Problem | null, pointer: string): readonly string[] {
  return faultsOf(problem)
    .filter((fault) => isUnder(fault.pointer, pointer))
    .map((fault) => fault.detail);
}

/** The faults of a field of the picture at this place among those that were sent, from 0. */
export function faultsOfPicture(
  problem: Problem | null,
  at: number,
  field: string,
): readonly string[] {
  // The only one is sent as `image`.
  const alone = at === 0 ? faultsUnder(problem, `/image/${field}`) : [];
  return [...alone, ...faultsUnder(problem, `/images/${at}/${field}`)];
}

/** The faults that belong to no field of the form; they are shown above it. */
export function faultsElsewhere(
  problem: Problem,
  shown: readonly string[] = [],
): readonly InputFault[] {
  return problem.faults.filter(
    (fault) =>
      fieldAt(fault.pointer) === undefined &&
      !shown.some((pointer) => isUnder(fault.pointer, pointer)),
  );
}

function fieldAt(pointer: string): keyof ItemFields | undefined {
  return places.find(([place]) => isUnder(pointer, place))?.[1];
}

function isUnder(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function faultsOf(problem: Problem | null): readonly InputFault[] {
  return problem?.faults ?? [];
}
