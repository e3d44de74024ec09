import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { wavSound } from '../../sounds-of-tests.ts';
import { filledIn, readerAddresses } from '../../reader-addresses.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';

/** A word in every field that takes a text. */
const canary = 'zanzibarcanary';
const everywhere = {
  headline: `The ${canary}`,
  body: `A *${canary}* and a [link](https://a.example/${canary}).`,
  bylines: [canary],
  tags: [canary],
  link: `https://a.example/${canary}`,
  breaking: true,
  key: true,
};

/** What is said of each picture: the leading one of another site, and an uploaded one. */
const said = { alt: canary, caption: canary, credit: canary };

/** Those that must show a text before it is erased; the others are walked as well. */
const showing = [
  '/feeds/{feed}',
  '/feeds/{feed}/items/{id}',
  '/feeds/{feed}/rss.xml',
  '/feeds/{feed}/atom.xml',
  '/feeds/{feed}/feed.json',
  '/news-sitemap.xml',
  '/api/v1/feeds/{feed}',
  '/api/v1/feeds/{feed}?at={time}',
  '/api/v1/feeds/{feed}/items?before={cursor}&limit=&key=&order=&filter=',
  '/api/v1/feeds/{feed}/search?q={words}&before=&limit=',
  '/feeds/{feed}/search?q={words}',
  '/api/v1/feeds/{feed}/items/{id}',
  '/items/{id}/history',
  '/api/v1/feeds/{feed}/log/{epoch}/{n}?v={scrubbed}',
  '/api/v1/feeds/{feed}/stream',
  '/media/{media}/{width}',
  '/media/{sound}/{file}',
];

/** A published item with the canary in all it says, once the canary has gone with `erase`. */
export interface Erased {
  readonly server: TestServer;
  readonly id: string;
  /** What the addresses of log segments were and are marked with. */
  readonly marks: readonly string[];
}

/**
 * Publishes an item, sees it at every address that the contract names, erases its words and sees them nowhere: at no
 * address, whether it is marked as before or as after, and in nothing that readers on the socket are sent. Then `look`.
 */
export async function walkErasure(
  erase: (server: TestServer, path: string) => Promise<void>,
  look: (erased: Erased) => Promise<void>,
): Promise<void> {
  const place = emptyFolder();
  try {
    await using server = await TestServer.start(place, { publicUrl: 'https://live.example' });
    await server.createFeed('f');
    await walk(server, erase, look);
  } finally {
    await place.drop();
  }
}

async function walk(server: TestServer, ...[erase, look]: Parameters<typeof walkErasure>) {
  const read = (path: string) => server.call('GET', path);
  const scrubbed = async () => String((await read('/api/v1/feeds/f/head')).json['scrubbed']);
  const upload = await uploadTo(server, await flatPicture('png'), `${canary}.png`);
  const sound = await uploadTo(server, wavSound(), `${canary}.wav`);
  const files = new Map([
    ['/media/{media}/{width}', upload.url],
    ['/media/{sound}/{file}', sound.url],
  ]);
  const images = [`https://a.example/${canary}.png`, upload.url].map((url) => ({ url, ...said }));
  const audio = { url: sound.url, title: canary };
  const { item, change } = await server.publish('f', { ...everywhere, images, audio });
  const path = `/api/v1/feeds/f/items/${item.id}`;
  const correction = { kind: 'correct', note: `Of the ${canary}.`, headline: `A ${canary}` };
  await server.call('PATCH', path, correction, { 'if-match': '"1"' });
  await server.call('PUT', `${path}/pin`);
  const { item: later } = await server.publish('f', { headline: 'Later', key: true });
  const before = await scrubbed();
  const values: Readonly<Record<string, string>> = {
    feed: 'f',
    id: item.id,
    epoch: change.epoch,
    n: '0',
    lang: 'de',
    url: encodeURIComponent('https://live.example/feeds/f'),
    scrubbed: before,
    cursor: encodeURIComponent(`${later.postedAt}~${later.id}`),
    words: 'and',
    time: new Date(Date.parse(later.postedAt) + 1).toISOString(),
    media: upload.id,
    width: upload.url.split('/').at(-1) ?? '',
    sound: sound.id,
    file: sound.url.split('/').at(-1) ?? '',
  };
  const addresses = [...readerAddresses(), '/feeds/{feed}?before={cursor}'];
  const textOf = async (address: string, mark = before) => {
    const filled = filledIn(address, { ...values, scrubbed: mark });
    return filled.endsWith('/stream')
      ? beginningOf(server.url + filled)
      : (await read(filled)).text;
  };
  // A file has no word: while it is served, it is shown.
  const shows = async (address: string, mark?: string) => {
    const file = files.get(address);
    return file === undefined
      ? (await textOf(address, mark)).includes(canary)
      : (await read(file)).status === 200;
  };

  const shown: string[] = [];
  for (const address of addresses) if (await shows(address)) shown.push(address);
  expect(shown).toEqual(expect.arrayContaining([...showing, '/feeds/{feed}?before={cursor}']));
  using early = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });
  await until(() => early.of('snapshot').length === 1, 'the snapshot of an early reader');
  const { epoch, seq, tag } = early.of('snapshot')[0] as unknown as Snapshot;

  await erase(server, path);
  const marks = [before, await scrubbed()];
  for (const address of addresses) {
    for (const mark of marks) {
      await until(async () => !(await shows(address, mark)), `the text to leave ${address}`);
    }
  }
  await look({ server, id: item.id, marks });
  await until(() => early.of('change').length === 1, 'the change at the early reader');
  using late = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });
  using back = new StockReader(server.url, { v: 1, subs: [{ feed: 'f', epoch, seq, tag }] });
  await until(() => late.of('snapshot').length === 1, 'the snapshot of a late reader');
  await until(() => back.of('sync').length === 1, 'what the reader missed that comes back');
  const sent = [early.of('change'), late.of('snapshot'), back.of('sync')];
  expect(JSON.stringify(sent)).not.toContain(canary);
}

/** The first event of a stream that has data. */
async function beginningOf(url: string): Promise<string> {
  const stop = new AbortController();
  const { body } = await fetch(url, { signal: stop.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (/\ndata: .*\n\n/.test(text)) break;
  }
  stop.abort();
  return text;
}
