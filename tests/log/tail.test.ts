import type { Change, ChangeContent } from '../../src/feed/change.ts';
import { tombstoneOf } from '../../src/feed/item.ts';
import { emptySnapshot, snapshotItems } from '../../src/feed/snapshot.ts';
import { maxTailChanges, Tail } from '../../src/log/tail.ts';
import { info, itemOf, timeOf } from '../feed/numbered-items.ts';

function changeAt(seq: number, content: ChangeContent): Change {
  const row = { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: timeOf(seq) };
  return { ...row, ...content };
}

const postAt = (seq: number) => changeAt(seq, { kind: 'post', item: itemOf(seq) });
const posts = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => postAt(from + n));
const positionAt = (seq: number) => ({ epoch: 'e', seq, tag: `t${seq}` });

/** A tail that has seen a feed from its beginning. */
function tailAfter(changes: readonly Change[]): Tail {
  const tail = Tail.of(emptySnapshot('f', positionAt(0), info), []);
  for (const change of changes) expect(tail.ingest(change)).toBe('next');
  return tail;
}

const seqs = (changes: readonly Change[] | undefined) => changes?.map(({ seq }) => seq);

describe('a tail', () => {
  test('takes only the next change, and says what another is', () => {
    const tail = tailAfter(posts(1, 3));
    expect(tail.ingest(postAt(2))).toBe('repeat');
    expect(tail.ingest(postAt(5))).toBe('gap');
    expect(tail.ingest({ ...postAt(4), prev: 'other' })).toBe('fork');
    expect(tail.ingest({ ...postAt(2), tag: 'other' })).toBe('fork');
    expect(tail.position).toEqual(positionAt(3));
    expect(tail.snapshot.items).toHaveLength(3);
  });

  test('brings a reader what it missed, in order, and nothing to one that missed nothing', () => {
    const tail = tailAfter(posts(1, 5));
    const missed = (seq: number) => {
      const found = tail.catchUp(positionAt(seq));
      return found.kind === 'sync' ? seqs(found.changes) : found;
    };
    expect(missed(0)).toEqual([1, 2, 3, 4, 5]);
    expect(missed(3)).toEqual([4, 5]);
    expect(missed(5)).toEqual([]);
    expect(tail.catchUp(undefined)).toEqual({ kind: 'snapshot', snapshot: tail.snapshot });
  });

  test('gives a reader of another history, or of too long ago, a new beginning and its reason', () => {
    const whole = tailAfter(posts(1, 9));
    const tail = Tail.of(whole.snapshot, posts(6, 9));
    const resetOf = (position: { epoch: string; seq: number; tag: string }) => {
      const found = tail.catchUp(position);
      return found.kind === 'snapshot' ? found.reset : found.kind;
    };
    expect(resetOf({ ...positionAt(9), epoch: 'other' })).toBe('epoch');
    expect(resetOf(positionAt(5))).toBe('sync');
    expect(resetOf(positionAt(4))).toBe('gap');
    expect(resetOf({ ...positionAt(5), tag: 'other' })).toBe('fork');
    expect(resetOf({ ...positionAt(7), tag: 'other' })).toBe('fork');
    expect(resetOf({ ...positionAt(9), tag: 'other' })).toBe('fork');
    expect(resetOf(positionAt(10))).toBe('fork');
  });

  test('asks the log about a position that it cannot judge', () => {
    const tail = Tail.of(tailAfter(posts(1, 9)).snapshot, posts(6, 9));
    expect(tail.mustAskAbout(positionAt(9))).toBe(false);
    expect(tail.mustAskAbout(positionAt(7))).toBe(false);
    // Too long ago: whatever the log says, the reader begins anew.
    expect(tail.mustAskAbout(positionAt(2))).toBe(false);
    expect(tail.mustAskAbout(positionAt(10))).toBe(true);
    expect(tail.mustAskAbout({ ...positionAt(7), tag: 'other' })).toBe(true);
    expect(tail.mustAskAbout({ ...positionAt(9), epoch: 'other' })).toBe(true);
  });

  test('answers the changes after a position only where it has all of them', () => {
    const tail = Tail.of(tailAfter(posts(1, 9)).snapshot, posts(6, 9));
    expect(seqs(tail.since(5))).toEqual([6, 7, 8, 9]);
    expect(seqs(tail.since(9))).toEqual([]);
    expect(tail.since(4)).toBeUndefined();
    expect(seqs(tail.latest(2))).toEqual([8, 9]);
    const empty = Tail.of(tail.snapshot, []);
    expect(empty.since(9)).toEqual([]);
    expect(empty.since(8)).toBeUndefined();
    expect(empty.catchUp(positionAt(9))).toMatchObject({ kind: 'sync', changes: [] });
    expect(empty.catchUp(positionAt(8))).toMatchObject({ kind: 'snapshot', reset: 'gap' });
  });

  test('keeps its latest changes, never more than twice as many as it promises', () => {
    const tail = tailAfter(posts(1, maxTailChanges * 2));
    expect(seqs(tail.since(0))).toHaveLength(maxTailChanges * 2);
    const last = maxTailChanges * 2 + 1;
    expect(tail.ingest(postAt(last))).toBe('next');
    expect(tail.since(last - maxTailChanges - 1)).toBeUndefined();
    expect(seqs(tail.since(last - maxTailChanges))).toHaveLength(maxTailChanges);
    expect(tail.ingest(postAt(last - maxTailChanges + 3))).toBe('repeat');
    expect(tail.snapshot.items).toHaveLength(snapshotItems);
  });

  test('has no word of an item that was taken down, nor earlier words of one that was redacted', () => {
    const [one, two] = [itemOf(1, { headline: 'A secret' }), itemOf(2, { headline: 'A secret' })];
    const other = itemOf(3);
    const redacted = { ...two, rev: 2, headline: 'Left out' };
    const tail = tailAfter([
      changeAt(1, { kind: 'post', item: other }),
      changeAt(2, { kind: 'post', item: one }),
      changeAt(3, { kind: 'pin', item: { ...one, pinned: true } }),
      changeAt(4, { kind: 'unpin', id: one.id }),
      changeAt(5, { kind: 'post', item: two }),
      changeAt(6, { kind: 'takedown', id: one.id }),
      changeAt(7, { kind: 'redact', item: redacted }),
    ]);
    const changes = tail.since(0);
    expect(seqs(changes)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(JSON.stringify([changes, tail.snapshot])).not.toContain('A secret');
    const gone = tombstoneOf(one, timeOf(6));
    expect(changes?.slice(0, 4)).toEqual([
      changeAt(1, { kind: 'post', item: other }),
      changeAt(2, { kind: 'post', item: gone }),
      changeAt(3, { kind: 'pin', item: gone } as unknown as ChangeContent),
      changeAt(4, { kind: 'unpin', id: one.id }),
    ]);
    expect(changes?.[4]).toMatchObject({ kind: 'post', item: { headline: 'Left out', rev: 1 } });
  });

  test('has no word either where the post itself is remembered no more', () => {
    const secret = itemOf(1, { headline: 'A secret' });
    const pinned = changeAt(2, { kind: 'pin', item: { ...secret, pinned: true } });
    const whole = tailAfter([changeAt(1, { kind: 'post', item: secret }), pinned]);
    const tail = Tail.of(whole.snapshot, [pinned]);
    tail.ingest(changeAt(3, { kind: 'takedown', id: secret.id }));
    expect(JSON.stringify([tail.since(1), tail.snapshot])).not.toContain('A secret');
    expect(seqs(tail.since(1))).toEqual([2, 3]);
  });
});
