import { apply, layUnder } from '../../src/feed/apply.ts';
import type { ChangeContent } from '../../src/feed/change.ts';
import { tombstoneOf, type Item } from '../../src/feed/item.ts';
import { cursorAfter, emptySnapshot, newest, type Snapshot } from '../../src/feed/snapshot.ts';
import { info, itemOf, timeOf } from './numbered-items.ts';

const [one, two, three] = [itemOf(1), itemOf(2), itemOf(3)];

/** What a reader sees after these changes, from a view on. */
function after(contents: readonly ChangeContent[], from?: Snapshot): Snapshot {
  const beginning = { epoch: 'e', seq: 0, tag: 't0' };
  return contents.reduce(
    (view, content) => {
      const seq = view.seq + 1;
      const row = { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, prev: view.tag, at: timeOf(seq) };
      return apply(view, { ...row, ...content });
    },
    from ?? emptySnapshot('f', beginning, info),
  );
}

const post = (item: Item): ChangeContent => ({ kind: 'post', item });
const pin = (item: Item): ChangeContent => ({ kind: 'pin', item: { ...item, pinned: true } });
const edited = (item: Item, headline: string): Item => ({ ...item, rev: item.rev + 1, headline });
const marksOf = ({ items }: Snapshot) => items.map((entry) => 'pinned' in entry && entry.pinned);

describe('what is pinned', () => {
  const pinned = after([post(one), post(two), pin(one), pin(two)]);

  test('is the item that was pinned last, and an unpin of an earlier one leaves it', () => {
    expect(pinned.pinned).toEqual({ ...two, pinned: true });
    const view = after([{ kind: 'unpin', id: one.id }], pinned);
    expect(view.pinned).toEqual({ ...two, pinned: true });
    expect(marksOf(view)).toEqual([true, false]);
  });

  test('is nothing after its unpin, and no item is marked', () => {
    const view = after([{ kind: 'unpin', id: two.id }], pinned);
    expect(view).toMatchObject({ pinned: null, seq: 5, tag: 't5' });
    expect(marksOf(view)).toEqual([false, false]);
  });

  test('has the words of its latest edit, whatever the edit says of the pin', () => {
    const view = after([{ kind: 'edit', item: edited(two, 'New words') }], pinned);
    const now = { ...edited(two, 'New words'), pinned: true };
    expect(view.pinned).toEqual(now);
    expect(view.items).toEqual([now, one]);
  });

  test('is taken down with its item, and stays through the takedown of another', () => {
    const other = after([{ kind: 'takedown', id: one.id }], pinned);
    expect(other.pinned).toEqual({ ...two, pinned: true });
    expect(after([{ kind: 'takedown', id: two.id }], other).pinned).toBeNull();
  });

  test('is kept and edited also where it is older than all that is shown', () => {
    const view = newest(after([post(one), post(two), post(three), pin(one)]), 2);
    const now = edited(one, 'New words');
    const next = after([{ kind: 'edit', item: now }], view);
    expect(next.pinned).toEqual({ ...now, pinned: true });
    expect(next.items).toEqual([three, two]);
  });
});

describe('two texts of one item', () => {
  const later = edited(two, 'Later words');

  test('the later one is shown, whichever came first', () => {
    expect(after([post(two), { kind: 'edit', item: later }, post(two)]).items).toEqual([later]);
    const page = (item: Item) => ({ items: [item, one], next: 'more' });
    const shown = { items: [later, one], more: 'more' };
    expect(layUnder(after([post(two)]), page(later))).toMatchObject(shown);
    expect(layUnder(after([post(later)]), page(two))).toMatchObject(shown);
  });

  test('a takedown is right against any text, whichever came first', () => {
    const gone = tombstoneOf(two, timeOf(9));
    const buried = after([post(two), { kind: 'takedown', id: two.id }]);
    const late = after([{ kind: 'edit', item: edited(later, 'Too late') }], buried);
    expect(late.items).toEqual([tombstoneOf(two, timeOf(2))]);
    expect(layUnder(buried, { items: [later], next: null }).items).toEqual(buried.items);
    expect(layUnder(after([post(two)]), { items: [gone], next: null }).items).toEqual([gone]);
  });

  test('an edit of an item older than all that is shown opens no gap in the list', () => {
    const view = newest(after([post(one), post(two), post(three)]), 2);
    const next = after([{ kind: 'edit', item: edited(one, 'New words') }], view);
    expect(next.items).toEqual([three, two]);
    expect(next.more).toBe(cursorAfter(two));
  });

  test('an older page is marked by what is pinned now', () => {
    const view = after([post(three), pin({ ...one })]);
    const page = { items: [{ ...two, pinned: true }, one], next: null };
    expect(layUnder(view, page).items).toEqual([three, two, { ...one, pinned: true }]);
  });
});
