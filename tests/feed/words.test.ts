import { en } from '../../src/feed/words/en.ts';
import { languages, wordsFor } from '../../src/feed/words/languages.ts';
import { counted, type Words } from '../../src/feed/words/words.ts';

const marks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();

describe.each(Object.entries(languages))('the interface in %s', (tag, words) => {
  test('names its language, and has the marks that English has in each sentence', () => {
    expect(words.lang).toBe(tag);
    for (const [name, text] of Object.entries(en) as [keyof Words, Words[keyof Words]][]) {
      const own = words[name];
      if (typeof text !== 'string' || typeof own !== 'string') continue;
      expect([name, marks(own)]).toEqual([name, marks(text)]);
      expect(own.trim()).toBe(own);
      expect(own).not.toBe('');
    }
    for (const form of Object.values(words.newUpdates)) expect(marks(form)).toEqual(['{n}']);
  });

  test('has a sentence for every plural the language has', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    // "many" is of millions in some languages: no feed has so many.
    const needed = categories.filter((category) => category !== 'many' || /^(ar|pl|uk)/.test(tag));
    expect(Object.keys(words.newUpdates)).toEqual(expect.arrayContaining(needed));
    expect(counted(words, words.newUpdates, 2)).toContain('2');
  });
});

test('a language is found by its tag, by its language alone, and English stands in for others', () => {
  expect(wordsFor('de')).toBe(languages['de']);
  expect(wordsFor('de-AT')).toBe(languages['de']);
  expect(wordsFor('DE')).toBe(languages['de']);
  expect(wordsFor('tlh')).toBe(en);
  expect(wordsFor('')).toBe(en);
});
