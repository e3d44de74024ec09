import { isRecord } from '../feed/shape.ts';
import type { TempoSlot } from '../log/read-shapes.ts';
import { RemoteFault } from '../remote/remote-fault.ts';

const maxSlices = 72;
const minute = 60;

/**
 * The slices of an upstream's tempo as slots. One without posts is added where it is needed so that they come to the same slices
 * again: as many as 72 of whole minutes over the whole time (see Tempos).
 */
export function slotsIn(answer: unknown): readonly TempoSlot[] {
  const { from, seconds, posts, keys } = isRecord(answer) ? answer : {};
  const fromMs = typeof from === 'string' ? Date.parse(from) : NaN;
  const isTempo =
    !Number.isNaN(fromMs) &&
    typeof seconds === 'number' &&
    seconds >= 0 &&
    areCounts(posts) &&
    areCounts(keys) &&
    posts.length === keys.length;
  if (!isTempo) throw new RemoteFault('does not answer as a Dateline does');
  if (posts.length === 0) return [];
  const at = (second: number) => new Date(fromMs + second * 1_000).toISOString();
  const slots = posts.map((count, n) => ({
    from: at(n * seconds),
    posts: count,
    keys: keys[n] ?? 0,
  }));
  const last = Math.max((posts.length - 1) * seconds, maxSlices * (seconds - minute));
  return last > (posts.length - 1) * seconds
    ? [...slots, { from: at(last), posts: 0, keys: 0 }]
    : slots;
}

function areCounts(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= maxSlices &&
    value.every((count) => Number.isSafeInteger(count))
  );
}
