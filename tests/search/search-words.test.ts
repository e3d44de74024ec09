import type { Item } from '../../src/feed/item.ts';
import { Refusal } from '../../src/feed/refusal.ts';
import type { SearchPiece } from '../../src/feed/messages.ts';
import { foundItem, itemTokens } from '../../src/search/words/found-item.ts';
import { parseSearch } from '../../src/search/words/search-query.ts';
import { plainForm, stretchesOf, tokensOf } from '../../src/search/words/stretches.ts';

const item: Item = {
  id: '018f0000-0000-7000-8000-000000000001',
  rev: 1,
  postedAt: '2030-03-04T17:04:00.000Z',
  updatedAt: '2030-03-04T17:04:00.000Z',
  body: [],
  bylines: [],
  breaking: false,
  key: false,
  pinned: false,
  tags: [],
};
const tokens = (text: string) => tokensOf(stretchesOf(plainForm(text)));
const paragraph = (text: string): Item['body'] => [
  { kind: 'paragraph', children: [{ kind: 'text', text }] },
];
const faultsOf = (asked: Record<string, unknown>) => {
  try {
    parseSearch(asked);
    return [];
  } catch (error) {
    return error instanceof Refusal ? error.faults.map(({ pointer }) => pointer) : [error];
  }
};

/** The hits of a search in a text in brackets, or undefined where it is not found. */
function found(q: string, text: string): string | undefined {
  const { terms } = parseSearch({ q });
  const result = foundItem('f', { ...item, body: paragraph(text) }, terms);
  return result && marked(result.snippet);
}

function marked(pieces: readonly SearchPiece[]): string {
  return pieces.map(({ text, isHit }) => (isHit === true ? `[${text}]` : text)).join('');
}

test('words are compared without case and accents, and marks that make another word stay', () => {
  expect(tokens('Élysée, STRASSE Straße; ISPARTA ısparta İzmir')).toEqual([
    'elysee',
    'strasse',
    'strasse',
    'isparta',
    'isparta',
    'izmir',
  ]);
  // й and ї are letters of their own; an apostrophe is within a word; stress is not written.
  expect(tokens("Київ, об’єкт об'єкт за́мок, ёж")).toEqual([
    'київ',
    'обєкт',
    'обєкт',
    'замок',
    'ёж',
  ]);
  expect(tokens('مُحَمَّد أحمد ـ צה"ל שָׁלוֹם Ὀδυσσεύς')).toEqual([
    'محمد',
    'احمد',
    'צהל',
    'שלום',
    'οδυσσευσ',
  ]);
  expect(tokens('हिन्दी 한국어')).toEqual(['हिन्दी', '한국어']);
  // Nothing that a database could take for an operator is left, whatever Unicode makes of a sign.
  expect(tokens('⑴ ½ ﷺ “a"b\'c” ☃').join('')).toMatch(/^[\p{L}\p{N}\p{M}]*$/u);
});

test('a script without spaces is stored by pairs of signs, beside words of others', () => {
  expect(tokens('東京都でAI展ｶﾞ')).toEqual(['東京', '京都', '都で', 'で', 'ai', '展ガ', 'ガ']);
  expect(tokens('ไทย')).toEqual(['ไท', 'ทย', 'ย']);
});

test('hits are marked in the text as it was written, and a text without all terms is not found', () => {
  expect(found('strasse ely', 'Die STRASSE zum Élysée')).toBe('Die [STRASSE] zum [Élysée]');
  expect(found('київ', 'У Києві й у Київ')).toBe('У Києві й у [Київ]');
  expect(found('京都', '東京都の京都駅')).toBe('東[京都]の[京都]駅');
  expect(found('都', '東京都')).toBe('東京[都]');
  expect(found('ประเทศ', 'ในประเทศไทย')).toBe('ใน[ประเทศ]ไทย');
  expect(found('שלום', 'שָׁלוֹם עולם')).toBe('[שָׁלוֹם] עולם');
  expect(found('東京 storm', '東京の嵐')).toBeUndefined();
  // The last word may go on, another may not, and one letter alone may not.
  expect(found('gates clo', 'All gates closed')).toBe('All [gates] [closed]');
  expect(found('gate closed', 'All gates closed')).toBeUndefined();
  expect(found('c', 'All gates closed')).toBeUndefined();
});

test('a snippet is the part around the first hit, cut between words', () => {
  const [before, after] = ['before '.repeat(50), ' after'.repeat(100)];
  const snippet = found('needle', `${before}needle${after}`) ?? '';
  expect(snippet).toMatch(/^… before [a-z ]*before \[needle\] after [a-z ]*after …$/);
  expect(snippet.length).toBeLessThan(260);
  const { terms } = parseSearch({ q: 'needle' });
  const far = { ...item, headline: 'Needle', body: paragraph(`${before}end`), tags: ['x'] };
  const result = foundItem('f', far, terms);
  expect(marked(result?.headline ?? [])).toBe('[Needle]');
  expect(marked(result?.snippet ?? [])).toMatch(/^before before .* …$/);
  // Where a byline or a tag has the words, that is told.
  const by = foundItem('f', { ...far, bylines: ['Ana Needle'] }, terms);
  expect(marked(by?.snippet ?? [])).toBe('Ana [Needle]');
  expect(itemTokens({ ...far, bylines: ['Ana'] })).toEqual(expect.arrayContaining(['ana', 'x']));
});

test('what cannot be searched for is refused with every problem, and a very long text does not take long', () => {
  expect(faultsOf({ q: '" * ( ) : & | !', before: 'x', limit: '0' })).toEqual([
    '/q',
    '/before',
    '/limit',
  ]);
  expect(faultsOf({ q: 'x'.repeat(201) })).toEqual(['/q']);
  expect(faultsOf({ q: ['a', 'b'] })).toEqual(['/q']);
  expect(faultsOf({})).toEqual(['/q']);
  expect(faultsOf({ q: 'a b c d e f g h i j k' })).toEqual(['/q']);
  expect(faultsOf({ q: 'a AND b', before: '', limit: '' })).toEqual([]);
  const long = 'あ'.repeat(60_000);
  expect(found(`${'あ'.repeat(199)}い`, long)).toBeUndefined();
  expect(itemTokens({ ...item, body: paragraph(long) })).toHaveLength(30_000);
});
