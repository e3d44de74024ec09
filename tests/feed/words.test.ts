import { en } from '../../src/feed/words/en.ts';
import { languages, wordsFor } from '../../src/feed/words/languages.ts';
import { counted, type Counted } from '../../src/feed/words/words.ts';

const marks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();

/** Every sentence of an interface by the path to it ("remarks.correct"), plurals left out. */
function sentencesOf(words: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[path + name, value] as const];
    return isCounted(value) ? [] : sentencesOf(Object(value) as object, `${path}${name}.`);
  });
}

function isCounted(value: unknown): value is Counted {
  return typeof value === 'object' && value !== null && 'other' in value;
}

/** The sentences with a number in them, by their names. */
function countedOf(words: object): readonly (readonly [string, Counted])[] {
  return Object.entries(words).filter((entry): entry is [string, Counted] => isCounted(entry[1]));
}

/** Whether a sentence is more than marks and what stands between them. */
const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\w+\}/g, ''));

/** Loan words: the language's own word is the English one. */
const loanWords: Readonly<Record<string, readonly string[]>> = {
  de: ['live', 'offline'],
  fr: ['note'],
};

test('the interface speaks eleven languages', () => {
  const asked = ['ar', 'de', 'en', 'es', 'fr', 'he', 'ja', 'pl', 'pt', 'tr', 'uk'];
  expect(Object.keys(languages).sort()).toEqual(asked);
});

describe.each(Object.entries(languages))('the interface in %s', (tag, words) => {
  const own = sentencesOf(words);

  test('names its language, and has each sentence that English has, with the marks in it', () => {
    expect(words.lang).toBe(tag);
    const shape = (sentences: typeof own) =>
      sentences.map(([name, text]) => `${name} ${marks(text).join()}`).sort();
    expect(shape(own)).toEqual(shape(sentencesOf(languages['en'] ?? en)));
    for (const [name, text] of own) expect([name, text]).toEqual([name, text.trim() || 'words']);
  });

  test('has a sentence for every plural the language has, and no other, and each tells the number', () => {
    const rules = new Intl.PluralRules(tag);
    const numbers = [...Array(1_000).keys()];
    expect(countedOf(words).map(([name]) => name)).toEqual(countedOf(en).map(([name]) => name));
    for (const [name, forms] of countedOf(words)) {
      expect([name, ...Object.keys(forms).sort()]).toEqual([
        name,
        ...rules.resolvedOptions().pluralCategories.toSorted(),
      ]);
      for (const [category, form] of Object.entries(forms)) {
        const isOfOneNumber = numbers.filter((n) => rules.select(n) === category).length === 1;
        if (!isOfOneNumber || form.includes('{'))
          expect([form, marks(form)]).toEqual([form, ['{n}']]);
      }
      expect(counted(words, forms, 12_345)).toContain(new Intl.NumberFormat(tag).format(12_345));
    }
  });

  test('has nothing left in English by accident, and exclaims nothing', () => {
    const english = new Map(sentencesOf(languages['en'] ?? en));
    const same = own
      .filter(([name, text]) => english.get(name) === text && hasWords(text))
      .map(([name]) => name);
    if (tag !== 'en') expect(same).toEqual(loanWords[tag] ?? []);
    const isLatin = new Intl.Locale(tag).maximize().script === 'Latn';
    const latin = own.filter(
      ([name, text]) => name !== 'lang' && /\p{Script=Latin}/u.test(text.replace(/\{\w+\}/g, '')),
    );
    if (!isLatin) expect(latin).toEqual([]);
    expect(own.filter(([, text]) => /[!！]/.test(text))).toEqual([]);
  });

  test('names the control by its own words, and writes numbers as it does, where it tells of changes missed', () => {
    expect(words.jumped).toContain(words.older);
    expect(words.jumped).toContain(new Intl.NumberFormat(tag).format(2_000));
  });
});

test('a language is found by its tag, by its language alone, and English stands in for others', () => {
  expect(wordsFor('de')).toBe(languages['de']);
  expect(wordsFor('de-AT')).toBe(languages['de']);
  expect(wordsFor('DE')).toBe(languages['de']);
  expect(wordsFor('pt-BR')).toBe(languages['pt']);
  expect(wordsFor('tlh').lang).toBe('en');
  expect(wordsFor('').lang).toBe('en');
  for (const tag of ['constructor', '__proto__', 'constructor-x']) {
    expect(wordsFor(tag)).toBe(languages['en']);
  }
});

test('a number is told in the plural that the language has for it', () => {
  const told = (tag: string, n: number) => {
    const words = wordsFor(tag);
    return counted(words, words.newUpdates, n);
  };
  expect([1, 2, 5, 21, 22].map((n) => told('uk', n))).toEqual([
    '1 нове повідомлення',
    '2 нові повідомлення',
    '5 нових повідомлень',
    '21 нове повідомлення',
    '22 нові повідомлення',
  ]);
  expect([1, 3, 12, 22, 25].map((n) => told('pl', n))).toEqual([
    '1 nowa wiadomość',
    '3 nowe wiadomości',
    '12 nowych wiadomości',
    '22 nowe wiadomości',
    '25 nowych wiadomości',
  ]);
  expect([0, 1, 2, 3, 11, 100].map((n) => told('ar', n))).toEqual([
    'لا تحديثات جديدة',
    'تحديث جديد',
    'تحديثان جديدان',
    '3 تحديثات جديدة',
    '11 تحديثًا جديدًا',
    '100 تحديث جديد',
  ]);
  expect([1, 2, 3].map((n) => told('he', n))).toEqual([
    'עדכון חדש אחד',
    'שני עדכונים חדשים',
    '3 עדכונים חדשים',
  ]);
});

test('the made-up language is English in brackets, accented and longer, for whoever looks for words left in code', () => {
  const made = wordsFor('en-XA');
  expect(wordsFor('EN-xa')).toBe(made);
  expect(made.lang).toBe('en-XA');
  const texts = sentencesOf(made).filter(([name, text]) => name !== 'lang' && hasWords(text));
  const said = new Map(sentencesOf(languages['en'] ?? en));
  for (const [name, text] of texts) {
    const original = said.get(name) ?? '';
    expect([name, text]).toEqual([name, expect.stringMatching(/^\[[^[\]]+~\]$/)]);
    expect([name, marks(text)]).toEqual([name, marks(original)]);
    expect([name, text.length >= original.length * 1.4]).toEqual([name, true]);
    expect([name, text]).not.toEqual([name, expect.stringContaining(original)]);
  }
  expect(counted(made, made.newUpdates, 2)).toMatch(/^\[2 .*~\]$/);
  expect(languages['en-XA']).toBeUndefined();
});
