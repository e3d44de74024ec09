import type { Change, ChangeContent } from '../../src/feed/change.ts';
import { tombstoneOf, type Item } from '../../src/feed/item.ts';
import type { Wording } from '../../src/feed/messages.ts';
import { becomesBreaking, wordedItem } from '../../src/followers/kinds/becomes-breaking.ts';
import { isFor, messageOf } from '../../src/followers/run/told.ts';
import { contentOf } from '../contract/commands.ts';

const at = '2027-03-01T19:04:00.000Z';
const before = '2027-03-01T18:00:00.000Z';

function itemOf(more: Partial<Item> = {}): Item {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  const times = { postedAt: at, updatedAt: at };
  return { ...contentOf('Landed'), id, rev: 1, pinned: false, ...times, ...more };
}

function changeOf(content: ChangeContent): Change {
  return { feed: 'f', epoch: 'e', seq: 7, tag: 't7', prev: 't6', at, ...content };
}

/** A log that has these earlier wordings of the item. */
function logOf(...items: readonly Item[]) {
  const wordings = items.map((item): Wording => ({ kind: 'edit', at, rev: item.rev, item }));
  return { wordings: async () => wordings };
}

describe('a message', () => {
  test('names its change, so that the same told twice is seen to be the same', () => {
    const change = changeOf({ kind: 'post', item: itemOf() });
    const message = { id: 'e-7-t7', type: 'change.post', timestamp: at, data: change };
    expect(messageOf(change)).toEqual(message);
    expect(messageOf({ ...change })).toEqual(message);
  });

  test('of an item that was taken down since is its takedown, with no word more', () => {
    const item = tombstoneOf(itemOf(), at);
    const change = changeOf({ kind: 'post', item });
    const { feed, epoch, seq, tag, prev } = change;
    const data = { feed, epoch, seq, tag, prev, at, kind: 'takedown', id: item.id };
    expect(messageOf(change)).toEqual({
      id: 'e-7-t7',
      type: 'change.takedown',
      timestamp: at,
      data,
    });
  });
});

describe('a follower with a filter', () => {
  const isTold = (change: Change, filter?: string, log = logOf()) => isFor(filter, change, log);
  const post = (more: Partial<Item>) => changeOf({ kind: 'post', item: itemOf(more) });
  const edit = (more: Partial<Item>) =>
    changeOf({ kind: 'edit', item: itemOf({ rev: 3, ...more }) });

  test('is told what it has chosen, and a follower without one everything', async () => {
    expect(await isTold(post({}))).toBe(true);
    expect(await isTold(post({ key: true }), 'key')).toBe(true);
    expect(await isTold(post({}), 'key')).toBe(false);
    expect(await isTold(post({ tags: ['storm', 'a:b'] }), 'tag:a:b')).toBe(true);
    expect(await isTold(post({ tags: ['storm'] }), 'tag:sto')).toBe(false);
    expect(await isTold(post({ bylines: ['Ana'], tags: ['Bo'] }), 'byline:Ana')).toBe(true);
    expect(await isTold(post({ bylines: ['Ana'], tags: ['Bo'] }), 'byline:Bo')).toBe(false);
  });

  test('is told of an item that it was shown once, also when the item is not of its choice any more', async () => {
    const [wasKey, never] = [itemOf({ rev: 2, key: true }), itemOf({ rev: 1 })];
    expect(await isTold(edit({}), 'key', logOf(never, wasKey))).toBe(true);
    expect(await isTold(edit({}), 'key', logOf(never))).toBe(false);
    // What the item becomes later says nothing of what was told before.
    expect(await isTold(edit({}), 'key', logOf(never, itemOf({ rev: 3, key: true })))).toBe(false);
    expect(await isTold(edit({}), 'key', logOf(never, itemOf({ rev: 4, key: true })))).toBe(false);
  });

  test('is told every takedown, and what happens to the feed', async () => {
    const gone = tombstoneOf(itemOf(), at);
    expect(await isTold(changeOf({ kind: 'post', item: gone }), 'key')).toBe(true);
    expect(await isTold(changeOf({ kind: 'takedown', id: gone.id }), 'key')).toBe(true);
    expect(await isTold(changeOf({ kind: 'unpin', id: gone.id }), 'key')).toBe(true);
  });
});

describe('breaking news', () => {
  const becomes = (item: Item, ...earlier: readonly Item[]) =>
    becomesBreaking('f', item, logOf(...earlier));
  const breaking = (rev: number) => itemOf({ rev, breaking: true });

  test('is an item that becomes breaking, once', async () => {
    expect(await becomes(itemOf())).toBe(false);
    expect(await becomes(breaking(1))).toBe(true);
    expect(await becomes(breaking(2), itemOf({ rev: 1 }))).toBe(true);
    expect(await becomes(breaking(2), breaking(1))).toBe(false);
    expect(await becomes(breaking(3), breaking(1), itemOf({ rev: 2 }))).toBe(false);
    // The wording itself, and what came after it, are no wordings before.
    expect(await becomes(breaking(2), itemOf({ rev: 1 }), breaking(2), breaking(3))).toBe(true);
  });

  test('comes of a wording alone, and of no old story', () => {
    const item = itemOf();
    expect(wordedItem(changeOf({ kind: 'post', item }))).toBe(item);
    expect(wordedItem(changeOf({ kind: 'edit', item }))).toBe(item);
    expect(wordedItem(changeOf({ kind: 'pin', item }))).toBeUndefined();
    expect(wordedItem(changeOf({ kind: 'takedown', id: item.id }))).toBeUndefined();
    const gone = tombstoneOf(item, at);
    expect(wordedItem(changeOf({ kind: 'post', item: gone }))).toBeUndefined();
    const old = itemOf({ postedAt: before, updatedAt: before });
    expect(wordedItem(changeOf({ kind: 'post', item: old }))).toBeUndefined();
    const laterKind = { ...changeOf({ kind: 'post', item }), kind: 'future' } as unknown as Change;
    expect(wordedItem(laterKind)).toBeUndefined();
  });

  test('of another newsroom is news for less than an hour', () => {
    const origin = { name: 'There', url: 'https://there.example/', path: ['there'] };
    const came = (time: string) => {
      const item = itemOf({ origin, postedAt: time, updatedAt: time });
      return wordedItem(changeOf({ kind: 'post', item })) !== undefined;
    };
    expect(came('2027-03-01T18:04:00.001Z')).toBe(true);
    expect(came('2027-03-01T18:04:00.000Z')).toBe(false);
  });
});
