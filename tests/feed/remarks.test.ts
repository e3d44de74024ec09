import type { Item, Remark } from '../../src/feed/item.ts';
import { isStruck, remarksOf, withoutNotes, withRemark } from '../../src/feed/remarks.ts';

const at = (minute: number) => `2027-01-01T10:0${minute}:00.000Z`;

const item: Item = {
  id: '0',
  rev: 1,
  body: [],
  bylines: [],
  breaking: false,
  key: false,
  pinned: false,
  tags: [],
  postedAt: at(0),
  updatedAt: at(0),
};

const correct = (minute: number): Remark => ({ kind: 'correct', at: at(minute), note: 'Three.' });
const strike = (minute: number): Remark => ({ kind: 'strike', at: at(minute), note: 'No.' });

describe('the remarks on an item', () => {
  test('are all there, oldest first: a second correction hides no first one (E5)', () => {
    const twice = withRemark(withRemark(item, correct(1)), { ...correct(2), note: 'Four.' });
    expect(remarksOf(twice).map(({ note }) => note)).toEqual(['Three.', 'Four.']);
    expect(remarksOf(withRemark(twice, strike(3))).map(({ kind }) => kind)).toEqual([
      'correct',
      'correct',
      'strike',
    ]);
  });

  test('cross an item out as long as its strike holds, whatever is corrected since (E5)', () => {
    expect(isStruck(item)).toBe(false);
    const struck = withRemark(item, strike(1));
    expect(isStruck(struck)).toBe(true);
    expect(isStruck(withRemark(struck, correct(2)))).toBe(true);
  });

  test('cross it out no more once the strike is undone, and again after another', () => {
    const undone = withRemark(withRemark(item, strike(1)), {
      kind: 'unstrike',
      at: at(2),
      note: 'It held.',
    });
    expect(isStruck(undone)).toBe(false);
    expect(undone.struck).toBeUndefined();
    expect(remarksOf(undone)).toHaveLength(2);
    expect(isStruck(withRemark(undone, strike(3)))).toBe(true);
  });

  test('are told to readers from before they were a list, too', () => {
    const struck = withRemark(withRemark(item, correct(1)), strike(2));
    expect(struck).toMatchObject({
      corrected: { at: at(1), note: 'Three.' },
      struck: { at: at(2), note: 'No.' },
    });
  });

  test('that an instance of before has made beside this one are in the list, once', () => {
    const { at: time, note } = strike(2);
    const beside = { ...withRemark(item, correct(1)), struck: { at: time, note } };
    expect(remarksOf(beside)).toEqual([correct(1), strike(2)]);
    expect(isStruck(beside)).toBe(true);
    expect(remarksOf(withRemark(beside, correct(3)))).toEqual([correct(1), strike(2), correct(3)]);
    // Another of the same kind, and one of another kind at the same time.
    const again = { ...withRemark(item, correct(1)), corrected: { at: at(3), note: 'Four.' } };
    expect(remarksOf(again)).toEqual([correct(1), { kind: 'correct', at: at(3), note: 'Four.' }]);
    const both = { ...withRemark(item, correct(1)), struck: { at: at(1), note: 'No.' } };
    expect(remarksOf(both)).toHaveLength(2);
    const only = { ...item, corrected: { at: at(2), note: 'b' }, struck: { at: at(1), note: 'a' } };
    expect(remarksOf(only).map(({ note: words }) => words)).toEqual(['a', 'b']);
  });

  test('lose their notes where the words are erased, and neither kind nor time', () => {
    const struck = withRemark(withRemark(item, correct(1)), strike(2));
    const silent = withoutNotes(struck);
    expect(remarksOf(silent)).toEqual([
      { ...correct(1), note: '' },
      { ...strike(2), note: '' },
    ]);
    expect(silent).toMatchObject({ corrected: { note: '' }, struck: { at: at(2), note: '' } });
    // What is not there is no field without a value, which would be sent.
    expect(withoutNotes(item)).toStrictEqual(item);
    expect(withRemark(item, correct(1))).not.toHaveProperty('struck');
    expect(withRemark(item, strike(1))).not.toHaveProperty('corrected');
  });
});
