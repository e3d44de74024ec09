import { languages } from '../../src/feed/words/languages.ts';
import { mailWordsFor } from '../../src/feed/words/mail/mail-words-for.ts';
import { pushWordsFor } from '../../src/feed/words/push/push-words-for.ts';

type WordsFor = (lang: string) => object;

const marks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();

describe.each<[string, WordsFor]>([
  ['mail', mailWordsFor],
  ['push', pushWordsFor],
])('the words of %s', (_name, wordsFor) => {
  const sentencesOf = (tag: string) => Object.entries(wordsFor(tag)) as [string, string][];
  const english = sentencesOf('en');

  test.each(Object.keys(languages))('in %s are all there, none in English', (tag) => {
    const sentences = sentencesOf(tag);
    expect(wordsFor(`${tag}-XX`)).toBe(wordsFor(tag));
    const shape = (all: readonly (readonly [string, string])[]) =>
      all.map(([name, text]) => `${name} ${marks(text).join()}`);
    expect(shape(sentences)).toEqual(shape(english));
    const own = new Map(sentences);
    const same = english.filter(([name, text]) => own.get(name) === text);
    expect(same).toHaveLength(tag === 'en' ? english.length : 0);
    const texts = sentences.map(([, text]) => text);
    const isLatin = new Intl.Locale(tag).maximize().script === 'Latn';
    const latin = texts.filter((text) => /\p{Script=Latin}/u.test(text.replace(/\{\w+\}/g, '')));
    if (!isLatin) expect(latin).toEqual([]);
    expect(texts.filter((text) => /[!！]/.test(text))).toEqual([]);
  });

  test('are English in a language without words, and in brackets in the made-up one', () => {
    expect(wordsFor('tlh')).toBe(wordsFor('en'));
    expect(sentencesOf('en-XA')[0]?.[1]).toMatch(/^\[.*~\]$/);
  });
});
