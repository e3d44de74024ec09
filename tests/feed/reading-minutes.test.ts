import { relatedOf, relatedText } from '../../client/newsroom/fields/related-text.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { entryMarkup } from '../../src/feed/draw/entry-markup.ts';
import { readingMinutes } from '../../src/feed/reading-minutes.ts';
import { wordsFor } from '../../src/feed/words/languages.ts';
import { itemOf } from '../client/feed-of.ts';

const bodyOf = (text: string) => [
  { kind: 'paragraph', children: [{ kind: 'text', text }] } as const,
];

describe('how long an item takes to read', () => {
  test('is said from two minutes on, by words, and by signs where words are not parted', () => {
    expect(readingMinutes([])).toBeUndefined();
    expect(readingMinutes(bodyOf('wind — '.repeat(300)))).toBeUndefined();
    expect(readingMinutes(bodyOf('wind — '.repeat(600)))).toBe(3);
    expect(readingMinutes(bodyOf('風'.repeat(2_000)))).toBe(4);
    expect(readingMinutes(bodyOf(`${'風'.repeat(500)} ${'wind '.repeat(240)}`))).toBe(2);
  });

  test('stands beside the time, in the words of the language', () => {
    const edition = (lang: string) => ({
      time: () => ({ text: '', exact: '' }),
      itemUrl: () => '',
      words: wordsFor(lang),
    });
    const long = itemOf(1, { minutes: 3 });
    expect(toHtml(entryMarkup(long, edition('en')))).toContain('>3 min read</span></p>');
    expect(toHtml(entryMarkup(long, edition('ja')))).toContain('>3分で読めます</span></p>');
    expect(toHtml(entryMarkup(itemOf(1), edition('en')))).not.toContain('read');
  });
});

test('the field for related stories takes one a line, and says what it was filled with', () => {
  const links = [
    { url: 'https://a.example/1', title: 'One | two' },
    { url: 'https://a.example/2', title: '' },
  ];
  expect(relatedOf(' One | two | https://a.example/1 \n\nhttps://a.example/2')).toEqual(links);
  expect(relatedOf(relatedText(links))).toEqual(links);
  expect(relatedOf(' \n')).toBeUndefined();
});
