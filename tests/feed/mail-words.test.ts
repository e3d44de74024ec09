import { languages } from '../../src/feed/words/languages.ts';
import { mailWordsFor } from '../../src/feed/words/mail/mail-words-for.ts';

const marks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();
const english = Object.entries(mailWordsFor('en'));

test.each(Object.keys(languages))(
  'the words of mail in %s are all there, none in English',
  (tag) => {
    const words = mailWordsFor(tag);
    expect(mailWordsFor(`${tag}-XX`)).toBe(words);
    const shape = (sentences: readonly (readonly [string, string])[]) =>
      sentences.map(([name, text]) => `${name} ${marks(text).join()}`);
    expect(shape(Object.entries(words))).toEqual(shape(english));
    const same = english.filter(
      ([name, text]) => new Map(Object.entries(words)).get(name) === text,
    );
    expect(same).toHaveLength(tag === 'en' ? english.length : 0);
    const isLatin = new Intl.Locale(tag).maximize().script === 'Latn';
    const latin = Object.values(words).filter((text) =>
      /\p{Script=Latin}/u.test(text.replace(/\{\w+\}/g, '')),
    );
    if (!isLatin) expect(latin).toEqual([]);
    expect(Object.values(words).filter((text) => /[!！]/.test(text))).toEqual([]);
  },
);

test('a language without words of mail has them in English, and the made-up one in brackets', () => {
  expect(mailWordsFor('tlh')).toBe(mailWordsFor('en'));
  expect(mailWordsFor('en-XA').subscribe).toMatch(/^\[.*~\]$/);
});
