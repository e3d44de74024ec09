import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawnGuide } from '../../src/api-docs/guides/drawn-guide.ts';
import { GuideFiles } from '../../src/api-docs/guides/guide-files.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

const html = (text: string, target: (href: string) => string | undefined = (href) => href) =>
  drawnGuide(text, target).map(toHtml).join('');

describe('the documents as pages', () => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  /** The page at a path, where each of its links leads, and the anchors it has. */
  async function look(path: string) {
    const answer = await fetch(server.url + path, { redirect: 'manual' });
    const text = await answer.text();
    const leading =
      /<a [^>]*?href="([^"]*)"|<img [^>]*?src="([^"]*)"|<source [^>]*?srcset="([^"]*)"/g;
    const links = [...text.matchAll(leading)].map(([, ...found]) => found.join(''));
    const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id));
    return { status: answer.status, text, links, ids };
  }

  test('each is there, and each link and picture of each leads to what is there, its anchor too', async () => {
    const seen = new Map<string, Awaited<ReturnType<typeof look>>>();
    const dead: string[] = [];
    const waiting = ['/docs'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      const page = await look(path);
      seen.set(path, page);
      if (page.status !== 200) dead.push(`${path}: ${page.status}`);
      if (!path.startsWith('/docs')) continue;
      for (const href of page.links) {
        if (/^(https?|mailto):/.test(href)) continue;
        const url = new URL(href, `http://x${path}`);
        waiting.push(url.pathname);
      }
    }
    for (const [path, { links }] of seen) {
      if (!path.startsWith('/docs')) continue;
      for (const href of links.filter((each) => each.includes('#') && !/^https?:/.test(each))) {
        const { pathname, hash } = new URL(href, `http://x${path}`);
        const id = decodeURIComponent(hash.slice(1));
        if (seen.get(pathname)?.ids.has(id) !== true) dead.push(`${path}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
    const { guides, attachments } = new GuideFiles();
    const unreached = [...guides.keys()].filter((path) => !seen.has(`/docs/${path}`));
    expect(unreached).toEqual([]);
    expect(guides.size).toBeGreaterThan(80);
    const shown = [...attachments.keys()].filter((path) => path.startsWith('pictures/'));
    expect(shown.filter((path) => !seen.has(`/docs/${path}`))).toEqual([]);
    expect(shown.length).toBeGreaterThan(6);
  });

  test('files beside them are served as what they are, and nothing else of the machine is', async () => {
    const rules = await fetch(`${server.url}/docs/operators/alerts.yaml`);
    expect([rules.status, rules.headers.get('content-type')]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    for (const path of [
      'nothing',
      'operators',
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/src/main.ts',
      'pictures/take.mjs',
    ]) {
      expect([path, (await fetch(`${server.url}/docs/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

test('a document is drawn as text: no markup of it, and no link that is none', () => {
  expect(
    html('# A `b`\n\n<script>alert(1)</script> **c** [d](e.md) [f](javascript:alert(1))\n'),
  ).toBe(
    '<h1 id="a-b">A <code>b</code></h1><p>&#60;script&#62;alert(1)&#60;/script&#62; <strong>c</strong> <a href="e.md">d</a> [f](javascript:alert(1))</p>',
  );
  expect(html('[d](e.md)', () => undefined)).toBe('<p>d</p>');
});

test('lists, tables and code are what they are, and a heading that comes twice has two anchors', () => {
  expect(html('- a\n- b\n')).toBe('<ul><li>a</li><li>b</li></ul>');
  expect(html('```sh\nls < a\n```\n')).toContain('<code>ls &#60; a\n</code></pre>');
  expect(html('| a |\n| --- |\n| b |\n')).toMatch(
    /^<div class="guide-wide".*<table><thead><tr><th>a<.*<td>b<.*<\/div>$/,
  );
  expect(html('## Now\n\n## Now\n')).toBe('<h2 id="now">Now</h2><h2 id="now-1">Now</h2>');
});

test('a picture has its words and its size, and is still for readers who want no motion; where it is not there, its words are', () => {
  const place = { src: 'a.moving.png', width: 20, height: 10 };
  const drawn = (still?: string) =>
    drawnGuide('![What it shows](x.png)', String, () => ({ ...place, still }))
      .map(toHtml)
      .join('');
  const image =
    '<img src="a.moving.png" width="20" height="10" alt="What it shows" loading="lazy">';
  expect(drawn()).toBe(`<p>${image}</p>`);
  expect(drawn('a.png')).toBe(
    `<p><picture><source media="(prefers-reduced-motion: reduce)" srcset="a.png">${image}</picture></p>`,
  );
  expect(html('![What it shows](x.png)')).toBe('<p>What it shows</p>');
  const files = new GuideFiles();
  const readme = files.guides.get('readme');
  expect(readme && files.picture(readme, 'docs/pictures/product.moving.png')).toEqual({
    src: 'docs/pictures/product.moving.png',
    width: expect.any(Number),
    height: expect.any(Number),
    still: 'docs/pictures/product.png',
  });
  expect(readme && files.picture(readme, 'docs/operators/alerts.yaml')).toBeUndefined();
});

test('links between documents become links between pages; what is shown nowhere is no link', () => {
  const root = mkdtempSync(join(tmpdir(), 'dateline-guides-'));
  mkdirSync(join(root, 'docs/operators/run-books'), { recursive: true });
  writeFileSync(join(root, 'PROTOCOL.md'), '# The contract\n');
  writeFileSync(join(root, 'docs/operators/keep.md'), '# Keep `it`\n');
  writeFileSync(join(root, 'docs/operators/run-books/down.md'), 'No title.\n');
  const files = new GuideFiles(root);
  expect([...files.guides.values()].map(({ path, title }) => [path, title])).toEqual([
    ['operators/keep', 'Keep it'],
    ['protocol', 'The contract'],
    ['operators/run-books/down', 'operators/run-books/down'],
  ]);
  const down = files.guides.get('operators/run-books/down');
  const target = (href: string) => (down === undefined ? '' : files.target(down, href));
  expect(
    ['../keep.md#a', '../../../PROTOCOL.md', '#b', 'https://a.example', '../../../src/main.ts'].map(
      target,
    ),
  ).toEqual(['docs/operators/keep#a', 'docs/protocol', '#b', 'https://a.example', undefined]);
  rmSync(root, { recursive: true });
});
