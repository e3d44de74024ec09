import { bodyMarkup } from '../../../src/feed/draw/body-markup.ts';
import { escapeHtml, toHtml } from '../../../src/feed/draw/html.ts';
import { firstWords, openingOf, pageTitleOf, titleOf } from '../../../src/feed/draw/item-title.ts';
import { tableOf, type Body, type Cell } from '../../../src/feed/body.ts';
import { itemOf } from '../../client/feed-of.ts';
import { paragraph } from '../../contract/commands.ts';

const bodyHtml = (body: Body) => toHtml(bodyMarkup(body));
const text = (words: string) => [{ kind: 'text', text: words }] as const;
const at = '2027-03-01T19:30:00.000Z';

describe('a body', () => {
  test('is drawn block by block, below the headline of its item', () => {
    expect(bodyHtml(paragraph('a <b>'))).toBe('<p>a &#60;b&#62;</p>');
    const heading = (level: 1 | 2 | 3): Body => [{ kind: 'heading', level, children: text('h') }];
    expect(([1, 2, 3] as const).map((level) => bodyHtml(heading(level)))).toEqual([
      '<h4>h</h4>',
      '<h5>h</h5>',
      '<h6>h</h6>',
    ]);
    expect(bodyHtml([{ kind: 'rule' }, { kind: 'code', text: 'x' }])).toBe(
      '<hr><pre><code>x</code></pre>',
    );
    expect(bodyHtml([{ kind: 'quote', children: paragraph('q') }])).toBe(
      '<blockquote><p>q</p></blockquote>',
    );
    expect(bodyHtml([{ kind: 'later' } as unknown as Body[number]])).toBe('');
    const image = { kind: 'image', url: 'javascript:x', alt: '' } as const;
    expect(bodyHtml([image])).toBe('');
  });

  test('has lists, a single paragraph of them without its frame', () => {
    const items = [
      paragraph('a'),
      [...paragraph('b'), ...paragraph('c')],
      [{ kind: 'rule' } as const],
    ];
    const list = (ordered: boolean, start?: number) =>
      bodyHtml([{ kind: 'list', ordered, items, ...(start !== undefined && { start }) }]);
    const inside = '<li>a</li><li><p>b</p><p>c</p></li><li><hr></li>';
    expect(list(false)).toBe(`<ul>${inside}</ul>`);
    expect(list(true)).toBe(`<ol>${inside}</ol>`);
    expect(list(true, 5)).toBe(`<ol start="5">${inside}</ol>`);
    expect(list(false, 5)).toBe(`<ul>${inside}</ul>`);
  });

  test('has marks in its text, and links that are safe', () => {
    const children = [
      ...(['strong', 'emphasis', 'deleted'] as const).map((kind) => ({
        kind,
        children: text('x'),
      })),
      { kind: 'break' } as const,
      { kind: 'code', text: 'c' } as const,
      { kind: 'link', url: '/l', children: text('l') } as const,
      { kind: 'link', url: 'javascript:x', children: text('j') } as const,
    ];
    expect(bodyHtml([{ kind: 'paragraph', children }])).toBe(
      '<p><strong>x</strong><em>x</em><s>x</s><br><code>c</code>' +
        '<a href="/l" rel="noopener nofollow">l</a><a rel="noopener nofollow">j</a></p>',
    );
  });

  test('has tables, with titles where there are any, whose columns stand as they should', () => {
    const cell = (words: string): Cell => (words === '' ? [] : text(words));
    const rows = [[cell('1'), cell('2'), cell('3')]];
    const untitled = bodyHtml([tableOf([], rows, ['start', 'center', 'end'])]);
    expect(untitled).toBe(
      '<div class="lt-table" tabindex="0"><table><tbody><tr><td>1</td>' +
        '<td class="lt-center">2</td><td class="lt-end">3</td></tr></tbody></table></div>',
    );
    const titled = bodyHtml([tableOf([cell(''), cell('T')], rows)]);
    expect(titled).toContain('<tr><th></th><th>T</th><th></th></tr><tr><td>1</td>');
  });

  test('names who a film or post is from, and where it is', () => {
    const embed = (url: string) => bodyHtml([{ kind: 'embed', provider: 'Films', url }]);
    expect(embed('https://www.films.example/1')).toContain(
      '<a href="https://www.films.example/1" rel="noopener nofollow" target="_blank">' +
        '<span class="lt-embed-provider">Films</span> <span class="lt-embed-url">films.example/1</span>',
    );
    expect(embed('http://films.example/www.x')).toContain('>films.example/www.x</span>');
  });
});

describe('what an item is called', () => {
  const [body, image] = [paragraph('All well.'), { url: '/p', alt: 'A boat' }];

  test('is its headline, or how it begins, or what its picture shows, or an update', () => {
    expect(titleOf({ headline: 'Landed', body, image })).toBe('Landed');
    expect(titleOf({ body, image })).toBe('All well.');
    expect(titleOf({ body: [], image })).toBe('A boat');
    expect(openingOf({ body: [] })).toBeUndefined();
    expect(titleOf({ body: [] })).toBe('Update');
    const struck = itemOf(1, { headline: 'Landed', struck: { at, note: '' } });
    expect(pageTitleOf(struck)).toMatch(/^\S.*: Landed$/);
    expect(pageTitleOf(itemOf(1, { headline: 'Landed' }))).toBe('Landed');
  });

  test('is cut between words, and a long word between characters', () => {
    expect(firstWords(' one \n two ', 7)).toBe('one two');
    expect(firstWords('one two', 6)).toBe('one…');
    expect(firstWords('one two', 5)).toBe('one…');
    expect(firstWords('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(firstWords(`a ${'x'.repeat(50)}`, 10)).toBe(`a ${'x'.repeat(7)}…`);
    expect(firstWords(`abcd ${'x'.repeat(50)}`, 10)).toBe('abcd…');
    expect(firstWords('👩‍👩‍👧‍👦'.repeat(3), 12)).toBe('👩‍👩‍👧‍👦…');
    expect(firstWords(`short${' '.repeat(2_000)}x`, 90)).toBe('short…');
  });
});

test('every sign with a meaning in HTML is escaped', () => {
  expect(escapeHtml(`&<>"'a`)).toBe('&#38;&#60;&#62;&#34;&#39;a');
});
