import type { Item } from '../../src/feed/item.ts';
import { withRemark } from '../../src/feed/remarks.ts';
import { wordsFor } from '../../src/feed/words/languages.ts';
import {
  fitted,
  lengthOf,
  networkText,
  noteText,
} from '../../src/followers/kinds/networks/network-text.ts';
import { bluesky } from '../../src/followers/kinds/networks/bluesky.ts';
import { mastodon } from '../../src/followers/kinds/networks/mastodon.ts';
import { telegram } from '../../src/followers/kinds/networks/telegram.ts';
import { recordKey } from '../../src/followers/kinds/networks/record-key.ts';
import { contentOf, paragraph } from '../contract/commands.ts';

const at = '2027-03-01T19:04:00.000Z';
const words = wordsFor('en');

function itemOf(more: Partial<Item> = {}): Item {
  const times = { postedAt: at, updatedAt: at };
  return { ...contentOf('Landed'), id: 'i', rev: 1, pinned: false, ...times, ...more };
}

const body = paragraph('The boat is back in the harbour, and everybody is well.');
const textOf = (item: Item, room = 300) => networkText(item, words, room);

describe('an item as a post', () => {
  test('is its headline and how it begins', () => {
    expect(textOf(itemOf({ body }))).toBe(
      'Landed\n\nThe boat is back in the harbour, and everybody is well.',
    );
    expect(textOf(itemOf({ body: [] }))).toBe('Landed');
    const breaking = textOf(itemOf({ body: [], breaking: true }));
    expect(breaking).toBe(`${words.breaking}: Landed`);
  });

  test('without a headline begins with its words, once', () => {
    const { headline: _, ...untitled } = itemOf({ body });
    expect(textOf(untitled)).toBe('The boat is back in the harbour, and everybody is well.');
  });

  test('says what was said of it: a correction last, a withdrawal before all else', () => {
    const corrected = withRemark(itemOf({ body: [] }), { kind: 'correct', at, note: 'Two boats.' });
    expect(textOf(corrected)).toBe(`Landed\n\n${words.remarks.correct}: Two boats.`);
    const struck = withRemark(corrected, { kind: 'strike', at, note: '' });
    expect(textOf(struck)).toBe(`${words.remarks.strike}\n\nLanded`);
  });

  test.each([40, 41, 60, 100, 300])(
    'has room for what was said of it in %i characters, and never more',
    (room) => {
      const long = itemOf({ headline: 'A long headline '.repeat(20), body });
      const corrected = withRemark(long, { kind: 'correct', at, note: 'word '.repeat(100) });
      const text = textOf(corrected, room);
      expect(lengthOf(text)).toBeLessThanOrEqual(room);
      expect(text).toContain(`\n\n${words.remarks.correct}: word`);
      expect(lengthOf(textOf(long, room))).toBeLessThanOrEqual(room);
    },
  );

  test('leaves out a beginning that would say nothing, and shows one of twenty characters', () => {
    const room = (left: number) => lengthOf('Landed\n\n') + left;
    expect(textOf(itemOf({ body }), room(19))).toBe('Landed');
    const shown = textOf(itemOf({ body }), room(20));
    expect(shown).toMatch(/^Landed\n\nThe boat is.*…$/);
  });

  test('a note is told whole where there is room, and cut between words where there is none', () => {
    const remark = { kind: 'correct', at, note: 'Two boats have landed.' } as const;
    const whole = `${words.remarks.correct}: Two boats have landed.`;
    expect(noteText(remark, words, lengthOf(whole))).toBe(whole);
    expect(noteText(remark, words, lengthOf(whole) - 1)).toMatch(/: Two boats have…$/);
  });
});

test('a post fits into what its network takes, its link with it', () => {
  const url = `https://news.example/feeds/f/items/${'x'.repeat(36)}`;
  const long = itemOf({ headline: 'word '.repeat(1_000) });
  const lengthFor = (room: number) => lengthOf(textOf(long, room));
  // A link counts as 23 characters on Mastodon, as a card on Bluesky, and as it is on Telegram.
  const posts = [
    [lengthFor(mastodon.room(url)) + '\n\n'.length + 23, 500],
    [lengthFor(bluesky.room(url)), 300],
    [lengthFor(telegram.room(url)) + '\n\n'.length + lengthOf(url), 1_000],
  ] as const;
  for (const [length, most] of posts) {
    expect(length).toBeLessThanOrEqual(most);
    expect(length).toBeGreaterThan(most - 'word '.length - 1);
  }
});

describe('a text in a room', () => {
  test('is counted as readers count it, on one line', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(lengthOf(`a${family}é`)).toBe(3);
    expect(fitted(`  a \n\t ${family}  `, 3)).toBe(`a ${family}`);
    expect(fitted('one two three', 13)).toBe('one two three');
    expect(fitted('one two three', 12)).toBe('one two…');
    expect(lengthOf(fitted(family.repeat(10), 4))).toBeLessThanOrEqual(4);
    expect(fitted(family.repeat(4), 4)).toBe(family.repeat(4));
  });
});

test('the key of a record is the same for the same, and orders records by their time', () => {
  const key = recordKey(at, 'e-1-t');
  expect(key).toMatch(/^[2-7a-z]{13}$/);
  expect(recordKey(at, 'e-1-t')).toBe(key);
  expect(recordKey(at, 'e-2-t')).not.toBe(key);
  expect(recordKey('2027-03-01T19:04:00.001Z', 'e-1-t') > key).toBe(true);
  expect(recordKey('2027-03-01T19:03:59.999Z', 'e-2-t') < key).toBe(true);
  // The first eleven characters are the microseconds, by the specification's alphabet.
  const digits = '234567abcdefghijklmnopqrstuvwxyz';
  const value = Array.from(key).reduce(
    (sum, letter) => sum * 32n + BigInt(digits.indexOf(letter)),
    0n,
  );
  expect((value >> 10n) / 1_000n).toBe(BigInt(Date.parse(at)));
});
