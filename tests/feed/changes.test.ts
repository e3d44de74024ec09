import {
  isErasingKind,
  isKnownKind,
  isRemarkKind,
  isWordingKind,
} from '../../src/feed/change-kinds.ts';
import { changeKindNames } from '../../src/feed/change-kinds.ts';
import { isOfThePast, itemIdOf, type Change, type ChangeContent } from '../../src/feed/change.ts';
import { tombstoneOf, type Item } from '../../src/feed/item.ts';
import { FeedOf, itemOf } from '../client/feed-of.ts';

const [before, now, after] = ['2020', '2026', '2030'].map((year) => `${year}-01-01T00:00:00.000Z`);
if (before === undefined || now === undefined || after === undefined) throw new Error('Three.');

const changeOf = (content: ChangeContent): Change => ({ ...new FeedOf().append(content), at: now });
const item = (times: Partial<Item>) => itemOf(1, { postedAt: now, updatedAt: now, ...times });

describe('a change', () => {
  test('tells of the past where it tells what happened before it was appended', () => {
    const isPast = (content: ChangeContent) => isOfThePast(changeOf(content));
    expect(isPast({ kind: 'post', item: item({}) })).toBe(false);
    expect(isPast({ kind: 'post', item: item({ postedAt: before }) })).toBe(true);
    // A post is as old as its item, and a rewording as its words.
    expect(isPast({ kind: 'post', item: item({ updatedAt: before }) })).toBe(false);
    expect(isPast({ kind: 'edit', item: item({ postedAt: before }) })).toBe(false);
    expect(isPast({ kind: 'edit', item: item({ updatedAt: before }) })).toBe(true);
    expect(isPast({ kind: 'pin', item: item({ postedAt: before, updatedAt: before }) })).toBe(
      false,
    );
    expect(isPast({ kind: 'unpin', id: 'x' })).toBe(false);
    const removed = (at: string) => tombstoneOf(item({ postedAt: before }), at);
    expect(isPast({ kind: 'post', item: removed(before) })).toBe(true);
    expect(isPast({ kind: 'post', item: removed(now) })).toBe(false);
    expect(isPast({ kind: 'post', item: removed(after) })).toBe(false);
    // Of an item that was taken down since, a rewording says nothing any more.
    expect(isPast({ kind: 'edit', item: removed(before) })).toBe(false);
  });

  test('speaks of its item, or of none', () => {
    const { id } = item({});
    expect(itemIdOf({ kind: 'post', item: item({}) })).toBe(id);
    expect(itemIdOf({ kind: 'takedown', id: 'x' })).toBe('x');
    const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    expect(itemIdOf({ kind: 'feed', info })).toBeUndefined();
  });

  test('is of one of ten kinds; of another nobody here can say what it does', () => {
    const kinds = [...changeKindNames, 'later', 'toString'];
    const those = (is: (kind: string) => boolean) => kinds.filter((kind) => is(kind));
    expect(those(isKnownKind)).toEqual(changeKindNames);
    expect(those(isErasingKind)).toEqual(['redact', 'takedown']);
    const remarks = ['correct', 'redact', 'strike', 'unstrike'];
    expect(those(isRemarkKind)).toEqual(remarks);
    expect(those(isWordingKind)).toEqual(['post', 'edit', ...remarks]);
  });
});
