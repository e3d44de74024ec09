import { fieldsOf, readHtml } from '../../src/import/html/read-html.ts';

const base = 'https://paper.example/live/';

function read(html: string) {
  const { fields, losses, faults } = fieldsOf([readHtml(html, base)]);
  return { ...fields, losses, faults } as Record<string, unknown> & { faults: readonly string[] };
}

const markdown = (html: string) => read(html)['body'];

test('HTML comes as the Markdown that one would write', () => {
  expect(markdown('<p>One <strong>so </strong>and<em> so</em>.</p><p>Two</p>')).toBe(
    'One **so** and *so*.\n\nTwo',
  );
  expect(markdown('<b>All</b> of it<br>in lines<br><br>and paragraphs')).toBe(
    '**All** of it\\\nin lines\n\nand paragraphs',
  );
  expect(markdown('<h2>Head</h2><ul><li>a<li><p>b</p></ul><ol start="3"><li>c<li>d</ol>')).toBe(
    '# Head\n\n- a\n- b\n\n3. c\n4. d',
  );
  expect(markdown('<a href="/about">ours</a> <a href="javascript:alert(1)">not</a>')).toBe(
    '[ours](https://paper.example/about) not',
  );
  expect(markdown('CO<sub>2</sub>, 10<sup>-3</sup> m<sup>2</sup>, &lt;b&gt; *stars*')).toBe(
    'CO₂, 10⁻³ m², \\<b> \\*stars\\*',
  );
  expect(markdown('<div><div>a</div>b<p>c</p></div><hr><pre>x\n y</pre>')).toBe(
    'a\n\nb\n\nc\n\n---\n\n```\nx\n y\n```',
  );
});

test('a post of a network is a quote with its author and its time, a film is loaded when a reader asks, other frames are links', () => {
  const tweet =
    '<blockquote class="twitter-tweet"><p lang="en">We have <b>landed</b>.</p>&mdash; Rover (@rover) <a href="https://x.example/1">19 February 2021</a></blockquote><script async src="//platform.example/widgets.js"></script>';
  expect(read(tweet)).toEqual({
    body: '> We have **landed**.\n>\n> — Rover (@rover) [19 February 2021](https://x.example/1)',
    losses: ['script'],
    faults: [],
  });
  expect(markdown('<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe>')).toBe(
    'https://www.youtube.com/watch?v=abcdefghijk',
  );
  const frame = '<iframe title="Seats" src="https://maps.example/seats"></iframe>';
  expect(read(frame)).toMatchObject({
    body: '[Seats](https://maps.example/seats)',
    losses: ['interactive'],
  });
});

test('pictures have their caption, credit and size, the widest of their sizes, and the links of the caption below the item', () => {
  const html = `<figure><picture><source srcset="x"><img src="s.jpg" srcset="s.jpg 320w, /l.jpg 2000w, m.jpg 1000w"
    width="2000" height="1000" alt="A gate"></picture><figcaption>The gate at <a href="/noon">noon</a>.
    <span class="photo-credit">Photo: Ada</span></figcaption></figure><img src="n.png"><img src="https://count.example/p" width="1" height="1">`;
  expect(read(html)).toEqual({
    images: [
      {
        url: 'https://paper.example/l.jpg',
        alt: 'A gate',
        caption: 'The gate at noon.',
        credit: 'Photo: Ada',
        width: 2000,
        height: 1000,
      },
      { url: 'https://paper.example/live/n.png', alt: 'n.png' },
    ],
    related: [{ url: 'https://paper.example/noon', title: 'noon' }],
    losses: ['no description'],
    faults: [],
  });
  const many = Array.from({ length: 22 }, (_, n) => `<img src="${n}.png" alt="${n}">`).join('');
  expect(read(many)).toMatchObject({
    body: '![20](https://paper.example/live/20.png)\n\n![21](https://paper.example/live/21.png)',
    losses: ['too many pictures'],
  });
});

test('what has no place is left out by name', () => {
  const table =
    '<table><caption>Seats</caption><tr><th>Party<th>Seats<tr><td>Left<td><b>12</b></table>';
  expect(read(table)).toMatchObject({
    body: 'Seats\n\n| Party | Seats  |\n| ----- | ------ |\n| Left  | **12** |',
    losses: [],
  });
  const wide = (columns: number) => `<table><tr>${'<td>x'.repeat(columns)}<tr><td>y</table>`;
  expect(read(wide(20)).losses).toEqual([]);
  expect(read(wide(21))).toMatchObject({
    body: expect.stringMatching(/^(x \| ){20}x\\\ny$/) as string,
    losses: ['table'],
  });
  const hostile =
    '<script>steal()</script><style>p{}</style><svg onload=x()><text>no</text></svg><p onclick="x()" hidden>no</p><img src="data:image/png;base64,AAAA" onerror=x()><form>no<input></form><p>the 19<sup>th</sup></p>';
  expect(read(hostile)).toMatchObject({
    body: 'the 19th',
    losses: expect.arrayContaining(['script', 'picture inside', 'raised letters']) as string[],
  });
  const nowhere = fieldsOf([readHtml('<a href="about">words</a>')]);
  expect(nowhere).toMatchObject({ fields: { body: 'words' }, losses: ['relative link'] });
});

test('HTML that is nested or long beyond measure is a fault with its cure, and takes no time', () => {
  const deep = '<b>'.repeat(60_000) + 'x';
  expect(read(deep).faults).toEqual([
    'has HTML that is nested deeper than 200 times: split it, or mend it',
  ]);
  expect(read('x'.repeat(200_001)).faults[0]).toMatch(/^has 200001 characters of HTML, of 200000/);
  const within = '<div>'.repeat(150) + 'words' + '</div>'.repeat(150);
  expect(read(within)).toMatchObject({ body: 'words', faults: [] });
});
