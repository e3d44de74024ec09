import { markdownOfHtml } from '../../client/newsroom/writing/pasted/markdown-of-html.ts';
import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { bodyMarkup } from '../../src/feed/draw/body-markup.ts';
import { toHtml } from '../../src/feed/draw/html.ts';

const markdown = (html: string) => markdownOfHtml(html)?.markdown;
const drawn = (html: string) => toHtml(bodyMarkup(parseMarkdown(markdown(html) ?? '')));

/** As Word writes a point: a paragraph with a style, and the bullet that it draws. */
const point = (level: number, mark: string, words: string) =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>` +
  `<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${mark}` +
  `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;

const word =
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style>` +
  `<!--[if gte mso 9]><xml><o:Shapes/></xml><![endif]--></head><body lang=DE><!--StartFragment-->` +
  `<h1>Lage am <b>Morgen</b></h1><p class=MsoNormal>Die <b>vier </b>Tore<br>\nsind\nzu.<o:p></o:p></p>` +
  `<p class=MsoNormal><o:p>&nbsp;</o:p></p>` +
  point(1, '·', 'Nord') +
  point(2, 'o', '<i>innen</i>') +
  point(1, '·', 'Süd') +
  point(1, '1.', 'Erstens') +
  `<p class=MsoNormal>Danach.<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>Ende.</p><!--EndFragment--></body></html>`;

const docs =
  `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400">Plain, </span>` +
  `<span style="font-weight:700">bold</span><span style="font-style:italic"> and italic</span>` +
  `<span style="font-weight:400"> with a </span><a href="https://x.example/?utm_source=a"><span style="text-decoration:underline">link</span></a></p>` +
  `<br /><ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>One</span></p></li>` +
  `<ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Below one</span></p></li></ul>` +
  `<li dir="ltr" aria-level="1"><p dir="ltr"><span>Two</span></p></li></ul></b><br class="Apple-interchange-newline">`;

test.each([
  ['Word', word],
  ['Google Docs', docs],
])('what is copied in %s is drawn as it was written', (name, html) => {
  expect(drawn(html)).toBe(
    name === 'Word'
      ? '<h4>Lage am Morgen</h4><p>Die <strong>vier</strong> Tore<br>sind zu.</p>' +
          '<ul><li><p>Nord</p><ul><li><em>innen</em></li></ul></li><li>Süd</li></ul>' +
          '<p>1. Erstens</p><p>Danach. Ende.</p>'
      : '<p>Plain, <strong>bold</strong> <em>and italic</em> with a ' +
          '<a href="https://x.example/?utm_source=a" rel="noopener nofollow">link</a></p>' +
          '<ul><li><p>One</p><ul><li>Below one</li></ul></li><li>Two</li></ul>',
  );
});

test.each([
  ['<b>one</b><b> two</b> <i>three</i>.', '**one two** *three*.'],
  ['<b>a <i>b</i></b><br><br>c', '**a _b_**\n\nc'],
  ['<s>was</s> <u>is</u> <code>a*b</code>', '~~was~~ is `a*b`'],
  ['5*3*2 and <b>_a_</b> [x] ~~y~~ #1', '5\\*3\\*2 and **\\_a\\_** \\[x] \\~\\~y\\~\\~ #1'],
  ['<p># no heading</p><p>1. no <b>list</b></p>', '\\# no heading\n\n1\\. no **list**'],
  ['<h3>A<br>b</h3><hr><blockquote>c<p>d</p></blockquote>', '### A b\n\n---\n\n> c\n>\n> d'],
  ['<ol start="3"><li>a<li>b<ul><li>c</ul></ol>', '3. a\n4. b\n   - c'],
  ['<div>• a<br>• b</div><div><b>c</b></div>', '- a\n- b\n\n**c**'],
  ['<ul><li>a</li></ul><div><ul><li data-aria-level="2">b</li></ul></div>', '- a\n  - b'],
  [
    '<a href="https://x.example/a_b">https://x.example/a_b</a>, <a href="mailto:a@x.example">us</a>',
    'https://x.example/a_b, [us](mailto:a@x.example)',
  ],
  ['<b>see</b> https://x.example/a_b_c.', '**see** https://x.example/a_b_c.'],
  ['<a href="https://x.example/a(b)">c</a>', '[c](https://x.example/a\\(b\\))'],
  [
    '<table><tr><th>Port</th><td>3 m</td></tr><tr><td>Pier<td><i>2</i> m</table>',
    '| Port | 3 m   |\n| ---- | ----- |\n| Pier | *2* m |',
  ],
  ['<table><tr><td><h2>a</h2><p>b</table>', '## a\n\nb'],
  ['<p>a</p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
  [
    '<i>Q&amp;A</i> &amp;lt; <a href="https://x.example/?a&b_c">c</a>',
    '*Q&A* \\&lt; [c](https://x.example/?a&b_c)',
  ],
])('%s becomes %j', (html, expected) => {
  expect(markdown(html)).toBe(expected);
});

test('nothing hidden, nothing that runs, no picture and no address but of the web and mail comes in', () => {
  const html =
    `<b>a</b><script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1) alt=no><svg><text>no</text></svg>` +
    `<span style="display: none">no</span><span hidden>no</span><a aria-hidden=true href=https://x.example>no</a>` +
    `<iframe src=https://x.example>no</iframe><a href="javascript:alert(1)">b</a><a href="/c">c</a><a href="#d">d</a>`;
  expect(markdown(html)).toBe('**a**bcd');
});

test.each([
  ['a line without formatting', '<meta charset="utf-8"><span style="color: red">a *b*</span>'],
  [
    'the lines of a code editor',
    '<div style="font-family: monospace"><div># a</div><div>- b</div></div>',
  ],
  ['a block of code alone', '<pre style="color: red">a\nb</pre>'],
  ['nothing', '<meta charset="utf-8"><!-- a --><style>b</style>'],
])('%s is left to the plain text', (_what, html) => {
  expect(markdownOfHtml(html)).toBeUndefined();
});

test('one paragraph fits into another, several do not', () => {
  expect(markdownOfHtml('<p><b>a</b></p>')).toMatchObject({ isInline: true });
  expect(markdownOfHtml('<ul><li>a</ul>')).toMatchObject({ isInline: false });
  expect(markdownOfHtml('<p>a</p><p>b</p>')).toMatchObject({ isInline: false });
});
