import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openHostRoom } from './host-room.ts';

const room = openHostRoom();
const packages = resolve(import.meta.dirname, '../../../node_modules');

/** Style sheets that real sites are made with, by package. */
const themes = [
  ...globSync('bootswatch/dist/*/bootstrap.css', { cwd: packages }),
  ...globSync('sakura.css/css/*.css', { cwd: packages }).filter((name) => !name.includes('.min.')),
  'awsm.css/dist/awsm.css',
  'bulma/css/bulma.css',
  'chota/dist/chota.css',
  'destyle.css/destyle.css',
  'holiday.css/dist/holiday.css',
  'marx-css/css/marx.css',
  'materialize-css/dist/css/materialize.css',
  'milligram/dist/milligram.css',
  'mvp.css/mvp.css',
  'normalize.css/normalize.css',
  'purecss/build/pure.css',
  'ress/ress.css',
  'sanitize.css/sanitize.css',
  'sanitize.css/typography.css',
  'semantic-ui-css/semantic.css',
  'simpledotcss/simple.css',
  'tachyons/css/tachyons.css',
  'tailwindcss/preflight.css',
  'water.css/out/dark.css',
  'water.css/out/water.css',
];

/** What themes do to their own articles. */
const common = `
  aside h2 { border-top: 4px solid green } h3 { text-transform: uppercase; letter-spacing: 3px; color: green }
  article { border: 2px solid red; background: #eee; padding: 30px } p { font-size: 12px; line-height: 1 }
  #content h3 { margin: 40px; font-size: 40px !important } #content p::first-letter { float: left; font-size: 40px }
  #content a { color: red; border-bottom: 2px solid } img { border: 9px solid; filter: grayscale(1); width: 40% }
  time { display: none } strong { font-weight: 400 } * { box-sizing: content-box } ol { list-style: decimal; margin: 40px }
  li::before { content: "x" } blockquote::after { content: "y" } del { display: none } figure { float: right; width: 50% }
  aside { text-transform: uppercase; letter-spacing: 2px; text-align: center; word-spacing: 9px; text-indent: 20px;
    font-style: italic; font-weight: 700; text-shadow: 1px 1px red; white-space: pre; hyphens: auto }`;

/** The styles of every element of the items, and of what is drawn beside elements, and what a sheet changes of them. */
interface StyleWatch {
  /** At most four of the styles that the sheet changes, in words. */
  readonly changesBy: (css: string) => readonly string[];
}

declare global {
  var styleWatch: StyleWatch;
}

/** Runs in the page, where the styles stay: to hand them all over takes longer than to compare them. */
function watchStyles(): void {
  // What follows the text around, by design or because it is of no weight, and what follows from the width.
  const free =
    /^(font-family|font-kerning|font-feature|font-synthesis|font-optical|text-rendering|text-size|tab-size|quotes|cursor|caret|accent|scrollbar|color-scheme|interpolate|inline-size|block-size|width|height|perspective|transform-origin|--|-webkit-(locale|tap|font|text-size|user-drag))/;
  const names = [...getComputedStyle(document.body)].filter((name) => !free.test(name));
  const stylesNow = () =>
    [...document.querySelectorAll('.lt-list, .lt-list *, .lt-pinned, .lt-pinned *')].flatMap(
      (element) =>
        [null, '::before', '::after'].map((part) => {
          const style = getComputedStyle(element, part);
          const isDrawn = part === null || style.content !== 'none';
          return {
            name: `${element.localName}.${element.className}${part ?? ''}`,
            values: isDrawn ? names.map((name) => style.getPropertyValue(name)) : [],
          };
        }),
    );
  const before = stylesNow();
  globalThis.styleWatch = {
    changesBy: (css) => {
      const sheet = document.createElement('style');
      sheet.textContent = css;
      document.head.append(sheet);
      const after = stylesNow();
      sheet.remove();
      const changes = after.flatMap(({ name, values }, index) =>
        names.flatMap((property, at) => {
          const [own, theirs] = [before[index]?.values[at] ?? '', values[at] ?? ''];
          return own === theirs ? [] : [`${name} ${property}: ${own} → ${theirs}`];
        }),
      );
      if (after.length !== before.length) changes.unshift('other elements than before');
      return changes.slice(0, 4);
    },
  };
}

async function openTicker(attributes: string): Promise<Page> {
  const feed = await room.newFeed();
  const { server } = room;
  const image = { url: `${server.url}/assets/demo/map.svg`, alt: 'A map', width: 800, height: 500 };
  const body =
    'Text, *em*, **strong**, `code`, [link](https://a.example).\n\n- one\n\n1. two\n\n> said\n\n```\ncode\n```\n\n---\n\n#### Heading';
  await server.publish(feed, {
    headline: 'With all',
    body,
    bylines: ['Ann'],
    link: 'https://a.example',
  });
  await server.publish(feed, { headline: 'Picture', image });
  await server.publish(feed, { headline: 'Breaking', breaking: true, key: true });
  const page = await room.open(
    `<div id="content" class="content container entry"><aside class="widget"><h2>Theirs</h2>
      <live-ticker feed="${feed}" ${attributes} style="width: 1000px; font-size: 17px; --lt-ink: #111; --lt-font: serif"></live-ticker>
    </aside></div>`,
  );
  await page.locator('.lt-item').nth(2).waitFor();
  if (attributes === '') await page.locator('.lt-list .lt-acts').nth(2).waitFor();
  // What comes late moves what stands above it, whatever the theme is.
  await page.evaluate(() =>
    Promise.all(
      [...document.images].map((picture) => {
        picture.loading = 'eager';
        return picture.decode();
      }),
    ),
  );
  return page;
}

test.each(['', 'layout="rail"'])(
  'no rule of a theme reaches an item of a ticker with "%s" (H1)',
  async (attributes) => {
    expect(themes.length).toBeGreaterThan(40);
    const page = await openTicker(attributes);
    await page.evaluate(watchStyles);
    const reached: string[] = [];
    for (const theme of [...themes.map((name) => join(packages, name)), undefined]) {
      const css =
        theme === undefined ? common : readFileSync(theme, 'utf8').replaceAll(/@import[^;]+;/g, '');
      const found = await page.evaluate((sheet) => globalThis.styleWatch.changesBy(sheet), css);
      if (found.length > 0) reached.push(`${theme ?? 'common'}: ${found.join('; ')}`);
    }
    expect(reached).toEqual([]);
  },
);

test('sizes follow the text around, and the reader’s own (H2, R17)', async () => {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'Headline', body: 'Body.' });
  const page = await room.open(`<live-ticker feed="${feed}"></live-ticker>`);
  await page.locator('.lt-body p').waitFor();
  const sizes = () =>
    page.evaluate(() =>
      ['.lt-body p', '.lt-headline', '.lt-dateline'].map((name) =>
        Math.round(
          parseFloat(getComputedStyle(document.querySelector(name) ?? document.body).fontSize),
        ),
      ),
    );
  expect(await sizes()).toEqual([16, 20, 12]);
  await page.addStyleTag({ content: 'live-ticker { font-size: 14px }' });
  expect(await sizes()).toEqual([14, 17, 11]);
  await page.addStyleTag({
    content: 'live-ticker { font-size: inherit } html { font-size: 32px }',
  });
  expect(await sizes()).toEqual([32, 40, 24]);
});

test.each([
  [
    'a light site on a dark system',
    'html { color-scheme: light only } body { background: #fff; color: #222 }',
    'rgb(179, 17, 31)',
  ],
  [
    'a dark site that says no scheme',
    'body { background: #16181c; color: #eee }',
    'rgb(255, 107, 107)',
  ],
])('%s has the ticker in its own colours (H3)', async (_name, css, breaking) => {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'Headline', breaking: true });
  const page = await room.open(`<style>${css}</style><live-ticker feed="${feed}"></live-ticker>`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await page.locator('.lt-label').waitFor();
  const colors = await page.evaluate(() => {
    const of = (name: string) => getComputedStyle(document.querySelector(name) ?? document.body);
    return [
      of('live-ticker').backgroundColor,
      of('.lt-headline').color,
      of('body').color,
      of('.lt-label').color,
    ];
  });
  expect(colors).toEqual(['rgba(0, 0, 0, 0)', colors[2], colors[2], breaking]);
});

test('a site that turns dark while it is open turns the ticker dark (H3, R17)', async () => {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'Headline', breaking: true });
  const page = await room.open(
    `<style>.dark body { background: #16181c; color: #eee }</style><live-ticker feed="${feed}"></live-ticker>`,
  );
  await page.locator('.lt-label').waitFor();
  const label = () =>
    page.evaluate(
      () => getComputedStyle(document.querySelector('.lt-label') ?? document.body).color,
    );
  expect(await label()).toBe('rgb(179, 17, 31)');
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  await until(async () => (await label()) === 'rgb(255, 107, 107)', 'the colours of the dark');
});

test('a site that takes all sheets out of its document gets the ticker’s back (H4)', async () => {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'Headline', breaking: true });
  const page = await room.open(`<live-ticker feed="${feed}"></live-ticker>`);
  const rule = () =>
    page.evaluate(
      () =>
        getComputedStyle(document.querySelector('.lt-item') ?? document.body)
          .borderInlineStartWidth,
    );
  await until(async () => (await rule()) === '4px', 'the rule of breaking news');
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  await until(async () => (await rule()) === '4px', 'the rule to come back');
});
