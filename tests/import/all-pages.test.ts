import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatOf } from '../../src/import/formats/formats.ts';
import { allPages } from '../../src/import/run/all-pages.ts';
import { Fetcher } from '../../src/import/run/fetched.ts';
import { spooled } from '../../src/import/run/spooled.ts';
import type { Source } from '../../src/import/told/source.ts';
import type { ToldEntry } from '../../src/import/told/told.ts';

/** What is answered, by path and query: JSON, a status, or as it is. */
let answers: Readonly<Record<string, object | number | Buffer>> = {};
const server = createServer(({ url = '' }, response) => {
  const answer = answers[url] ?? 404;
  if (typeof answer === 'number') response.writeHead(answer).end();
  else response.end(bytesOf(answer));
});

function bytesOf(answer: object | number | undefined): Buffer {
  return Buffer.isBuffer(answer) ? answer : Buffer.from(JSON.stringify(answer));
}

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The entries that are told of a story whose first page is at `path`, or why there are none. */
async function toldFrom(path: string): Promise<readonly string[] | string> {
  const fetcher = new Fetcher(true);
  const { signal } = new AbortController();
  const known = { charset: undefined, base: base() + path };
  const read = (bytes: Buffer, work: (source: Source) => Promise<readonly string[]>) =>
    spooled(inOne(bytes), known, work);
  const told = async (source: Source) => {
    const entries: string[] = [];
    const format = await formatOf(source, undefined);
    for await (const one of format.read(source, Date.now())) {
      if (one.kind === 'pin') entries.push(`pin ${one.externalId}`);
      if (one.kind === 'entry') entries.push(nameOf(one));
    }
    return entries;
  };
  return read(bytesOf(answers[path]), async (source) => {
    const whole = await allPages(source, await formatOf(source, undefined), fetcher, signal);
    return whole === undefined ? told(source) : read(whole, told);
  }).catch((error: Error) => error.message);
}

function nameOf({ externalId, removedAt, wordings }: ToldEntry): string {
  const headline = wordings[0]?.fields?.headline;
  const more = removedAt === undefined ? '' : ' is gone';
  return String(externalId) + more + (typeof headline === 'string' ? `: ${headline}` : '');
}

async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const post = (id: string, order: number, more: object = {}) => ({
  _id: id,
  order,
  published_date: '2021-02-19T13:30:00Z',
  _updated: '2021-02-19T13:30:00Z',
  post_status: 'open',
  groups: [{ id: 'main', refs: [{ item: { item_type: 'text', text: id } }] }],
  ...more,
});
const posts = (page: number, ..._items: object[]) => ({
  _items,
  _meta: { page, max_results: 2, total: 5 },
});

test('a story that comes in several pages is read as one: its order and its pin are those of all', async () => {
  answers = {
    '/api/client_blogs/7/posts?max_results=2': posts(1, post('c', 3), post('a', 1)),
    '/api/client_blogs/7/posts?max_results=2&page=2': posts(2, post('b', 2), post('e', 5)),
    '/api/client_blogs/7/posts?max_results=2&page=3': posts(3, post('d', 4, { sticky: true })),
  };
  expect(await toldFrom('/api/client_blogs/7/posts?max_results=2')).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
    'pin d',
  ]);

  const entry = (id: number, type: string, timestamp: number) => ({
    id,
    type,
    timestamp,
    entry_time: 1_613_757_900,
    render: `<p>${type}</p>`,
    css_classes: '',
  });
  answers = {
    '/get-entries/1/0-0': { page: 1, pages: 2, entries: [entry(5, 'update', 1_613_758_000)] },
    '/get-entries/2/0-0': {
      page: 2,
      pages: 2,
      entries: [entry(5, 'new', 1_613_757_900), entry(6, 'new', 1_613_757_910)],
    },
  };
  expect(await toldFrom('/get-entries/1/0-0')).toEqual(['5', '6']);

  const version = 'https://jsonfeed.org/version/1.1';
  const item = (id: string) => ({ id, content_text: id, date_published: '2021-02-19T13:30:00Z' });
  answers = {
    '/feed.json': { version, items: [item('c'), item('b')], next_url: '/feed.json?page=2' },
    '/feed.json?page=2': { version, items: [item('a')] },
  };
  expect(await toldFrom('/feed.json')).toEqual(['a', 'b', 'c']);
});

const atom = (entries: string, more = '', encoding = 'utf-8') =>
  Buffer.from(
    `<?xml version="1.0" encoding="${encoding}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<title>Storm</title><link rel="self" href="/self"/>${more}${entries}</feed>`,
    encoding === 'utf-8' ? 'utf8' : 'latin1',
  );
const entry = (id: string, title = id) => `<entry><id>${id}</id><title>${title}</title>
  <link rel="next" href="/of-the-entry"/><published>2021-02-19T13:30:00Z</published><content>x</content></entry>`;
const nextPage = (href: string) => `<link rel="next" href="${href}"/>`;

test('a feed of Atom that comes in several pages is read as one, whatever each is written in', async () => {
  answers = {
    '/feed/': atom(entry('c', 'Gates &amp; <![CDATA[<piers>]]>'), nextPage('?page=2&amp;x=1')),
    '/feed/?page=2&x=1': atom(entry('b', 'Café'), nextPage(`${base()}/feed/3`), 'iso-8859-1'),
    // The link may come behind the entries.
    '/feed/3': atom('', `${entry('ä', 'Ein Tor')}${nextPage('4')}`),
    '/feed/4': atom('<at:deleted-entry ref="a" when="2021-02-19T13:30:00Z"/>'),
  };
  expect(await toldFrom('/feed/')).toEqual([
    'c: Gates & <piers>',
    'b: Café',
    'ä: Ein Tor',
    'a is gone',
  ]);
  const alone = { '/feed/': atom(entry('c')) };
  answers = alone;
  expect(await toldFrom('/feed/')).toEqual(['c: c']);
});

test('a feed of RSS that comes in several pages is read as one, by a link of Atom under any prefix', async () => {
  const item = (id: string) =>
    `<item><guid>${id}</guid><pubDate>Fri, 19 Feb 2021 13:30:00 GMT</pubDate><description>x</description></item>`;
  const rss = (prefix: string, next: string, items: string) =>
    Buffer.from(`<rss version="2.0" xmlns:${prefix}="http://www.w3.org/2005/Atom"><channel>
<link>https://paper.example</link><${prefix}:link rel="next" href="${next}"/>${items}</channel></rss>`);
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel/>${item('a')}</rdf:RDF>`;
  answers = {
    '/rss': rss('atom', '/rss?paged=2', item('c')),
    '/rss?paged=2': rss('atom10', '/rss?paged=3', item('b')),
    '/rss?paged=3': Buffer.from(rdf),
  };
  expect(await toldFrom('/rss')).toEqual(['c', 'b', 'a']);
});

test('a feed of XML of which a page cannot be had, is no feed, or leads in a circle, is refused whole', async () => {
  const next = (href: string) => atom(entry(href), nextPage(href));
  const login = Buffer.from('<html><body>Sign in</body></html>');
  const entities = Buffer.from('<!DOCTYPE feed [<!ENTITY x "y">]><feed>&x;</feed>');
  const long = atom(entry('x', 'x'.repeat(17_000_000)));
  const cases = [
    [{ '/1': next('/2'), '/2': 500 }, /\/2 answers 500\./],
    [{ '/1': next('/2'), '/2': next('/1') }, /\/1 is told to be behind itself\./],
    [{ '/1': next('/2'), '/2': login }, /<html> is no page of a feed/],
    [{ '/1': next('/2'), '/2': entities }, /declares entities/],
    [{ '/1': next('/2'), '/2': Buffer.from('<feed>') }, /no well-formed XML/],
    [{ '/1': next('/2'), '/2': Buffer.alloc(0) }, /\/2 is empty/],
    [{ '/1': next('/2'), '/2': long }, /more than 16 MB/],
    [{ '/1': next('ftp://paper.example/2') }, /2 is no address of a page/],
    [{ '/1': next('file:///etc/passwd') }, /is no address of a page/],
    [{ '/1': next('http://127.0.0.1:1/') }, /was not reached/],
  ] as const;
  for (const [given, words] of cases) {
    answers = given;
    const said = await toldFrom('/1');
    expect(said).toMatch(words);
    expect(said).toMatch(/^Nothing was changed\. /);
  }
});

test('a story of which a page cannot be had, or that never ends, is refused whole, with the cure', async () => {
  const version = 'https://jsonfeed.org/version/1.1';
  const item = { id: 'x', content_text: 'x', date_published: '2021-02-19T13:30:00Z' };
  const page = (next: string) => ({ version, items: [item], next_url: next });
  const circle = { '/1': page('/2'), '/2': page('/1') };
  const endless = Object.fromEntries(
    Array.from({ length: 102 }, (_, n) => [`/${n}`, page(`/${n + 1}`)]),
  );
  const cases = [
    [{ '/1': page('/2'), '/2': 500 }, /\/2 answers 500\./],
    [{ '/1': page('http://127.0.0.1:1/') }, /was not reached/],
    [circle, /\/1 is told to be behind itself\./],
    [endless, /\/101 is page 101, of at most 100\./],
    [{ '/1': page('/2'), '/2': { ...page(''), more: 'x'.repeat(17_000_000) } }, /more than 16 MB/],
  ] as const;
  for (const [given, words] of cases) {
    answers = given;
    const said = await toldFrom('/1');
    expect(said).toMatch(words);
    expect(said).toMatch(/^Nothing was changed\. .*Import the pages one by one, as files\.$/);
  }
});
