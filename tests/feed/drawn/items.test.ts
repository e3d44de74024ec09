import { audioMarkup } from '../../../src/feed/draw/audio-markup.ts';
import { briefMarkup } from '../../../src/feed/draw/brief-markup.ts';
import { entryMarkup, pinnedMarkup } from '../../../src/feed/draw/entry-markup.ts';
import { toHtml } from '../../../src/feed/draw/html.ts';
import { credits, relatedLinks } from '../../../src/feed/draw/item-parts.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';
import type { Element } from '../../../src/feed/draw/markup.ts';
import { galleryMarkup, imageMarkup } from '../../../src/feed/draw/picture-markup.ts';
import type { Item } from '../../../src/feed/item.ts';
import { itemOf } from '../../client/feed-of.ts';
import { paragraph } from '../../contract/commands.ts';

const edition: Edition = {
  time: (at: string) => ({ text: at.slice(11, 16), exact: at }),
  itemUrl: (id: string) => `/items/${id}`,
};
const draw = (markup: Element | false | undefined) => (markup ? toHtml(markup) : '');
const entry = (fields: Partial<Item>) => draw(entryMarkup(itemOf(1, fields), edition));
const postedAt = '2027-03-01T19:04:00.000Z';
const at = '2027-03-01T19:30:00.000Z';

describe('an item', () => {
  test('leads to itself by its time, and says beside what is said of it', () => {
    const plain = entry({ postedAt, headline: 'Landed' });
    expect(plain).toContain(
      `<a class="lt-permalink" href="/items/${itemOf(1).id}"><time datetime="${postedAt}" title="${postedAt}">19:04</time></a></p>`,
    );
    expect(plain).toContain('<span>Landed</span></h3>');
    expect(plain).toContain('class="lt-item" data-rev="1"');
    expect(plain).not.toMatch(
      /lt-mark|lt-label|lt-remark|lt-credits|lt-related|lt-figure|lt-gallery/,
    );
    const marked = entry({ postedAt, headline: 'Landed', key: true, minutes: 3, breaking: true });
    expect(marked).toContain('class="lt-item lt-breaking lt-key"');
    expect(marked.match(/<span class="lt-mark">[^<]*<\/span>/g)).toHaveLength(2);
    expect(marked).toMatch(/<strong class="lt-label">[^<]+<\/strong> <span>Landed/);
  });

  test('that was edited says when, unless a remark says more', () => {
    const edited = { postedAt, updatedAt: at, rev: 2, headline: 'Landed' };
    expect(entry(edited)).toMatch(
      /<span class="lt-mark">Edited <time datetime="[^"]*" title="[^"]*">19:30/,
    );
    const remarks = [{ kind: 'correct', at, note: 'Two boats.' }] as const;
    const corrected = entry({ ...edited, remarks });
    expect(corrected).not.toContain('Edited');
    expect(corrected).toMatch(
      /<p class="lt-remark"><strong>[^<]+ <time[^>]*>19:30<\/time><\/strong> — <bdi>Two boats\./,
    );
  });

  test('that is struck is crossed out, in its headline and its words', () => {
    const struck = { at, note: 'It is not so.' };
    const html = entry({ headline: 'Landed', body: paragraph('All well.'), struck });
    expect(html).toContain('lt-item lt-struck');
    expect(html).toContain('<s>Landed</s>');
    expect(html).toMatch(/<del class="lt-text">.*All well\..*<\/del>/);
    expect(html).toContain('class="lt-remark lt-remark-struck"');
    expect(entry({ headline: 'Landed' })).not.toMatch(/<s>|<del/);
  });

  test('without a headline says its opening, or that it is an update, to who cannot see the rest', () => {
    expect(entry({ body: paragraph('All well.') })).toContain(
      '<span class="lt-untitled">All well.</span>',
    );
    expect(entry({ postedAt })).toMatch(/<span class="lt-untitled">[^<]+, 19:04<\/span>/);
  });

  test('that was pinned is folded to its title, under an anchor of its own', () => {
    const html = toHtml(pinnedMarkup(itemOf(1, { headline: 'Landed', lang: 'de' }), edition));
    expect(html).toContain('<bdi lang="de">Landed</bdi></span></summary>');
    expect(html).toContain(`id="pinned-${itemOf(1).id}"`);
  });

  test('that was removed says when, and has the focus that was in it', () => {
    const { id } = itemOf(1);
    const html = draw(entryMarkup({ id, postedAt, removedAt: at }, edition));
    expect(html).toMatch(/^<article id="item-[^"]+" class="lt-item lt-removed" tabindex="-1">/);
    expect(html).toContain('19:04</time>');
    expect(html).toMatch(/<p class="lt-story">[^<]+<time [^>]*>19:30<\/time><\/p>/);
  });
});

describe('who wrote an item, and where there is more', () => {
  const of = (fields: Partial<Item>) => draw(credits(itemOf(1, fields), edition));

  test('are said only where there is something to say', () => {
    expect(of({})).toBe('');
    expect(of({ bylines: ['Ana'] })).toBe(
      '<p class="lt-credits"><span class="lt-byline"><bdi>Ana</bdi></span></p>',
    );
    expect(of({ bylines: ['Ana', 'Bo'] })).toContain('<bdi>Ana</bdi>, <bdi>Bo</bdi>');
    expect(of({ link: '/story' })).toMatch(
      /^<p class="lt-credits"><a class="lt-link" href="\/story">/,
    );
    expect(of({ link: 'javascript:x' })).toBe('<p class="lt-credits"></p>');
  });

  test('have a portrait, a page and a role where these are known', () => {
    const bo = { name: 'Bo', role: 'reporter', picture: '/bo.jpg', url: 'https://bo.example' };
    const html = of({ bylines: ['Ana', 'Bo'], people: [{ name: 'Ana' }, bo] });
    expect(html).toContain('<span class="lt-by"><b><bdi>Ana</bdi></b></span>; ');
    expect(html).toContain('<img loading="lazy" src="/bo.jpg" alt width="32" height="32">');
    expect(html).toContain(
      '<b><a href="https://bo.example"><bdi>Bo</bdi></a></b>, <bdi>reporter</bdi>',
    );
  });

  test('stories elsewhere are links, where their address is safe', () => {
    expect(relatedLinks(itemOf(1), edition)).toBeUndefined();
    const related = [
      { url: '/a', title: 'A' },
      { url: 'javascript:x', title: 'B' },
    ];
    const html = draw(relatedLinks(itemOf(1, { related }), edition));
    expect(html).toContain('<li><a href="/a"><bdi>A</bdi></a></li><li><a><bdi>B</bdi></a></li>');
  });
});

describe('a picture and a sound', () => {
  const image = { url: '/p.jpg', alt: 'A boat' };

  test('have their size, their point and their colour, and what is said of them', () => {
    expect(draw(imageMarkup(image))).toBe(
      '<figure class="lt-figure"><img loading="lazy" src="/p.jpg" alt="A boat"></figure>',
    );
    const shape = { width: 3, height: 2, color: '#a1b2c3', focus: { x: 0.254, y: 1 } };
    const whole = draw(imageMarkup({ ...image, ...shape, caption: 'The boat', credit: 'Ana' }));
    expect(whole).toContain('width="3" height="2" data-focus="25% 100%" data-color="#a1b2c3"');
    expect(whole).toContain(
      '<figcaption><bdi>The boat</bdi> <bdi class="lt-credit">Ana</bdi></figcaption>',
    );
    expect(draw(imageMarkup({ ...image, caption: 'c' }))).toContain(
      '<figcaption><bdi>c</bdi></fig',
    );
    expect(draw(imageMarkup({ ...image, credit: 'c' }))).toContain(
      '<figcaption> <bdi class="lt-cr',
    );
    expect(imageMarkup({ ...image, url: 'javascript:x' })).toBe(false);
  });

  test('of several, the first leads and the others are a list', () => {
    expect(galleryMarkup([], edition)).toBe(false);
    const images = ['/1', '/2', '/3'].map((url) => ({ url, alt: '' }));
    const html = entry({ image: { url: '/1', alt: '' }, images });
    expect(html.match(/<li><figure/g)).toHaveLength(2);
    expect(html.indexOf('src="/1"')).toBeLessThan(html.indexOf('lt-body'));
    expect(html.indexOf('src="/2"')).toBeGreaterThan(html.indexOf('lt-gallery'));
  });

  test('a sound says its title and its length', () => {
    const sound = (more: object) => draw(audioMarkup({ url: '/s.mp3', ...more }));
    expect(sound({})).not.toContain('figcaption');
    expect(sound({ title: 'T', seconds: 65 })).toContain('<figcaption><bdi>T</bdi> · 1:05</fig');
    expect(sound({ seconds: 600 })).toContain('<figcaption>10:00</figcaption>');
    expect(sound({ title: 'T' })).toContain('aria-label="T"></audio><figcaption><bdi>T</bdi></fig');
    expect(audioMarkup({ url: 'javascript:x' })).toBe(false);
    expect(entry({ audio: { url: '/s.mp3' } })).toContain(
      '<audio controls preload="none" src="/s.mp3">',
    );
  });
});

describe('an item in few words', () => {
  const long = 'One is first. Two is next. Three is last.';
  const brief = (fields: Partial<Item>, summary = true) =>
    draw(briefMarkup(itemOf(1, { postedAt, ...fields }), edition, summary));

  test('is its time and a headline that leads to it, with its first two sentences', () => {
    const html = brief({ headline: 'Landed', body: paragraph(long) });
    expect(html).toContain(`<a href="/items/${itemOf(1).id}">Landed</a></h3>`);
    expect(html).toContain('<p class="lt-summary">One is first. Two is next.</p>');
    expect(html).toContain('class="lt-item lt-brief"');
    expect(brief({ headline: 'Landed', body: paragraph(long) }, false)).not.toContain('lt-summary');
    expect(brief({ headline: 'Landed' })).not.toContain('lt-summary');
    // Without a headline its beginning stands there already.
    expect(brief({ body: paragraph(long) })).not.toContain('lt-summary');
  });

  test('says that it is breaking, or struck, and the last remark on it', () => {
    const remarks = [
      { kind: 'correct', at, note: 'First.' },
      { kind: 'strike', at, note: 'Second.' },
    ] as const;
    const html = brief({ headline: 'Landed', breaking: true, remarks, body: paragraph(long) });
    expect(html).toContain('class="lt-item lt-brief lt-breaking lt-struck"');
    expect(html).toMatch(/<strong class="lt-label">[^<]+<\/strong> <time/);
    expect(html).toContain('<s>Landed</s>');
    expect(html).toContain('<del class="lt-summary">');
    expect(html).toContain('Second.');
    expect(html).not.toContain('First.');
    expect(brief({ headline: 'Landed', remarks }, false)).not.toContain('Second.');
  });

  test('runs as its words do; a headline that runs the other way says so, unless the item has said it', () => {
    const arabic = { lang: 'ar', headline: 'Landed', body: paragraph(long) };
    expect(brief(arabic)).toMatch(/lang="ar" dir="rtl"><h3 [^>]*dir="ltr"/);
    expect(brief({ ...arabic, dir: 'rtl' })).toMatch(/dir="rtl"><h3 (?![^>]*dir=)/);
    expect(brief({ headline: 'Landed', lang: 'en' })).toMatch(/dir="ltr"><h3 (?![^>]*dir=)/);
  });

  test('says its date where that is not of the reader’s day', () => {
    const dated = { ...edition, day: (day: string) => day.slice(0, 10) };
    const html = (today?: string) =>
      draw(briefMarkup(itemOf(1, { postedAt }), { ...dated, ...(today && { today }) }, false));
    expect(html()).toContain('>19:04</time>');
    expect(html(at)).toContain('>19:04</time>');
    expect(html('2027-03-02T00:00:00.000Z')).toContain('2027-03-01');
  });

  test('that was removed has nothing but its place', () => {
    const { id } = itemOf(1);
    const html = draw(briefMarkup({ id, postedAt, removedAt: at }, edition, true));
    expect(html).toContain('class="lt-item lt-brief lt-removed"');
  });
});
