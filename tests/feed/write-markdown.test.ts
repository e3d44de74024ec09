import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { writeMarkdown } from '../../src/admin/markdown/write-markdown.ts';
import { randomOf } from '../random.ts';

/** What editors type, and what a program that writes Markdown may take for marks. */
const pieces = [
  'Two ships wait outside.',
  ' ',
  '\n',
  '\n\n',
  '**strong**',
  '*leaning*',
  '***both***',
  '~~not so~~',
  '`code`',
  '[the harbour](https://example.org/a_b_c)',
  '<https://example.org/?a=1&b=2>',
  'https://example.org/plain_path_',
  '# Heading\n',
  '### Third\n',
  '- one\n- two\n',
  '1. first\n2. second\n',
  '7. seventh\n8. eighth\n',
  '> said so\n',
  '\n\n| Port | Depth |\n|---|--:|\n| **Pier** | 3 m |\n\n',
  '| a |\n|:-:|\n',
  '|---|---|\n',
  '```\ncode block\n```\n',
  '\n---\n',
  '![A pier](https://example.org/pier.jpg)\n',
  '![A pier](https://example.org/pier.jpg "At dusk")\n',
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ\n',
  '  - inner\n',
  '\\*not marked\\*',
  '*',
  '_',
  '~',
  '~~',
  '`',
  '#',
  '>',
  '-',
  '+',
  '1.',
  '1)',
  '[',
  ']',
  '(',
  ')',
  '!',
  '|',
  '&amp;',
  '<b>',
  '=',
  ':',
  '• ',
  '\\',
  'snake_case_word',
  '5 * 3 = 15',
  'a < b > c',
  'наводнение',
  'عاجل',
  '速報',
];

test('a body is written as Markdown that is the same body again', () => {
  const random = randomOf(29);
  for (let round = 0; round < 4_000; round += 1) {
    const count = 1 + Math.floor(random() * 9);
    const text = Array.from(
      { length: count },
      () => pieces[Math.floor(random() * pieces.length)] ?? '',
    ).join('');
    const body = parseMarkdown(text);
    const written = writeMarkdown(body);
    const again = parseMarkdown(written);
    if (JSON.stringify(again) !== JSON.stringify(body)) {
      expect({ text, written, again }).toEqual({ text, written, again: body });
    }
  }
});

test('a line that a picture stood on is no empty line of the text', () => {
  expect(parseMarkdown('Ships wait\n![A pier](https://example.org/pier.jpg)')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: 'Ships wait' }] },
    { kind: 'image', url: 'https://example.org/pier.jpg', alt: 'A pier' },
  ]);
});

test('a heading without words makes no other one smaller', () => {
  expect(parseMarkdown('#\n\n### Third')).toMatchObject([{ kind: 'heading', level: 1 }]);
});
