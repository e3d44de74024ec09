import fc from 'fast-check';
import { excessOf } from '../../src/admin/markdown/excess.ts';
import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { bodyMarkup } from '../../src/feed/draw/body-markup.ts';
import { bodyText, type Body } from '../../src/feed/body.ts';
import { toHtml } from '../../src/feed/draw/html.ts';

const html = (source: string) => toHtml(bodyMarkup(parseMarkdown(source)));

describe('Markdown', () => {
  test.each([
    ['a\nb  \nc', '<p>a<br>b<br>c</p>'],
    ['**a *b* c** `d` ~~e~~', '<p><strong>a <em>b</em> c</strong> <code>d</code> <s>e</s></p>'],
    ['# a\n\n### b\n\n# c', '<h4>a</h4><h5>b</h5><h4>c</h4>'],
    ['### a', '<h4>a</h4>'],
    ['- a\n- b\n  - c', '<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['> a\n>\n> b', '<blockquote><p>a</p><p>b</p></blockquote>'],
    ['```\n<b>\n```', '<pre><code>&#60;b&#62;</code></pre>'],
    ['a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
    [
      '[a](https://x.example/ "t")',
      '<p><a href="https://x.example/" rel="noopener nofollow">a</a></p>',
    ],
    ['[a](javascript:x) <b>c</b>', '<p>[a](javascript:x) &#60;b&#62;c&#60;/b&#62;</p>'],
    ['[a](relative)', '<p>a</p>'],
    [
      'see https://x.example.',
      '<p>see <a href="https://x.example" rel="noopener nofollow">https://x.example</a>.</p>',
    ],
    [
      'a ![b](https://x.example/p.png "c") d',
      '<p>a  d</p><figure class="lt-figure"><img loading="lazy" src="https://x.example/p.png" alt="b"><figcaption><bdi>c</bdi></figcaption></figure>',
    ],
    [
      'x\n\n| a | b |\n|---|--:|\n| *c* | 1 | 2 |\n| d\n\ny',
      '<p>x</p><div class="lt-table" tabindex="0"><table><tbody><tr><th>a</th><th class="lt-end">b</th></tr><tr><td><em>c</em></td><td class="lt-end">1</td></tr><tr><td>d</td><td class="lt-end"></td></tr></tbody></table></div><p>y</p>',
    ],
    [
      '| | |\n|:-:|-|\n| a\\|b | ![p](https://x.example/p.png) c |',
      '<div class="lt-table" tabindex="0"><table><tbody><tr><td class="lt-center">a|b</td><td> c</td></tr></tbody></table></div><figure class="lt-figure"><img loading="lazy" src="https://x.example/p.png" alt="p"></figure>',
    ],
    ['a | b', '<p>a | b</p>'],
  ])('%j is drawn as %s', (source, drawn) => {
    expect(html(source)).toBe(drawn);
  });

  test.each([
    ['Noon.\n\n\tShe said no.', '<p>Noon.</p><p>She said no.</p>'],
    ['Noon.\n\n    She said\n    no.', '<p>Noon.</p><p>She said<br>no.</p>'],
    ['•\tA\n•\tB', '<ul><li>A</li><li>B</li></ul>'],
    ['Three:\n• A\n• B\nAfter it.', '<p>Three:</p><ul><li>A</li><li>B</li></ul><p>After it.</p>'],
    ['•\tA\no\tB', '<ul><li>A</li><li>B</li></ul>'],
    ['•\tA\n\to\tB\n•\tC', '<ul><li><p>A</p><ul><li>B</li></ul></li><li>C</li></ul>'],
    ['•\tA\n  more\n\n\tB', '<ul><li>A<br>more</li></ul><p>B</p>'],
    ['● A **b**', '<ul><li>A <strong>b</strong></li></ul>'],
    ['```\n• A\n```', '<pre><code>• A</code></pre>'],
    ['A • B\nC', '<p>A • B<br>C</p>'],
    ['o dear\no no', '<p>o dear<br>o no</p>'],
    ['Tel. 112\nOpen 9 to 5', '<p>Tel. 112<br>Open 9 to 5</p>'],
    ['2026. What a year', '<p>2026. What a year</p>'],
    ['1. Mai ist ein *Feiertag*', '<p>1. Mai ist ein <em>Feiertag</em></p>'],
    ['7) is a number', '<p>7) is a number</p>'],
    ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['1. a\n\n   more', '<ol><li><p>a</p><p>more</p></li></ol>'],
  ])('pasted from a word processor, %j is drawn as %s (U6)', (source, drawn) => {
    expect(html(source)).toBe(drawn);
  });

  test('a table has at most 20 columns: a short row would be filled up to as many as its titles', () => {
    const wide = (columns: number) =>
      ['a', '-', 'b'].map((cell) => `> ${`|${cell}`.repeat(columns)}|`).join('\n');
    expect(excessOf(wide(20))).toBeUndefined();
    expect(excessOf(`x\n\n${wide(21)}`)).toBe(
      'has a table of 21 columns, and may have 20; split the table',
    );
    expect(excessOf(`${'a | '.repeat(21)}\n---`)).toBeUndefined();
  });

  test('a block of a later version is left out', () => {
    const body = [{ kind: 'poll', question: 'x' }, ...parseMarkdown('y')] as Body;
    expect(toHtml(bodyMarkup(body))).toBe('<p>y</p>');
    expect(bodyText(body)).toBe('y');
  });

  test('a known provider alone in a paragraph is an embed; anywhere else, and anybody else, a link', () => {
    expect(parseMarkdown('https://www.youtube.com/watch?v=a')).toMatchObject([
      { kind: 'embed', provider: 'YouTube' },
    ]);
    expect(parseMarkdown('look: https://youtu.be/a')).toMatchObject([{ kind: 'paragraph' }]);
    expect(parseMarkdown('https://notyoutube.com/a')).toMatchObject([{ kind: 'paragraph' }]);
    expect(parseMarkdown('[words](https://youtu.be/a)')).toMatchObject([{ kind: 'paragraph' }]);
  });

  test('whatever is typed, no tag comes out that we did not draw', () => {
    const ours =
      /<\/?(p|h[4-6]|div|table|thead|tbody|tr|th|td|ul|ol|li|blockquote|pre|code|hr|br|strong|em|s|a|figure|figcaption|img|span)( [a-z-]+="[^"<>]*")*>/g;
    const pieces = fc.constantFrom(
      '<script>',
      '<img src=x onerror=y>',
      '[a](javascript:x)',
      '![x](data:y)',
      '**',
      '*',
      '~~',
      '`',
      '\n\n',
      '\n',
      '> ',
      '- ',
      '1. ',
      '# ',
      'https://youtu.be/a',
      '"',
      "'",
      '&lt;',
      '<!--',
      ']]>',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const rest = html(parts.join('')).replaceAll(ours, '');
        expect(rest).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });

  test('the words of a body are its text', () => {
    expect(bodyText(parseMarkdown('# A\n\nb **c**\n\n- d\n- e\n\n> f'))).toBe(
      'A\n\nb c\n\nd\ne\n\nf',
    );
  });
});
