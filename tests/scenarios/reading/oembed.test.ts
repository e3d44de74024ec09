import { extract } from '@extractus/oembed-extractor';
import { unfurl } from 'unfurl.js';
import type { Item } from '../../../src/feed/item.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { hostile } from '../../site/hostile.ts';

describe('oEmbed', () => {
  let server: TestServer;
  let place: EmptyDatabase;
  let base: string;
  let item: Item;

  beforeAll(async () => {
    place = emptyFolder();
    const port = await freePort();
    base = `http://127.0.0.1:${port}/live`;
    server = await TestServer.start(place, {
      port,
      publicUrl: base,
      publisher: { name: 'The Meridian', url: 'https://meridian.example/' },
    });
    await server.createFeed('f', { title: 'Ostrel "cable" car' });
    const said = { headline: 'All are off', body: 'Words.', bylines: ['A. Reporter'] };
    item = (await server.publish('f', said)).item;
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const ask = (query: Record<string, string>) =>
    call(server.url, 'GET', `/oembed?${String(new URLSearchParams(query))}`);

  test.each([
    ['a feed', () => `${base}/feeds/f`, () => `${base}/embed/f`, 'Ostrel "cable" car'],
    [
      'an item',
      () => `${base}/feeds/f/items/${item.id}`,
      () => `${base}/embed/f?item=${item.id}`,
      'All are off',
    ],
  ])('of %s is found and read by two consumers (R16)', async (_, page, frame, title) => {
    const found = await extract(page(), { maxwidth: 400, maxheight: 300 });
    expect(found).toMatchObject({
      version: '1.0',
      type: 'rich',
      title,
      provider_name: 'The Meridian',
      provider_url: 'https://meridian.example/',
      width: 400,
      height: 300,
    });
    const { html } = found as unknown as { html: string };
    expect(html).toContain(`<iframe src="${frame()}" title="Ostrel &#34;cable&#34; car"`);
    expect(html).toContain(`<script src="${base}/v1/embed.js" async></script>`);
    expect((await call(frame(), 'GET', '')).status).toBe(200);

    const { oEmbed } = await unfurl(page());
    expect(oEmbed).toMatchObject({ type: 'rich', version: '1.0', title, html: expect.anything() });
    expect(oEmbed).toMatchObject({ width: 640, height: title === 'All are off' ? 400 : 600 });
  });

  test('is kept by consumers without a word of an item, and ends with the item', async () => {
    const { headline } = (await server.publish('f', { headline: 'A secret' })).item;
    const { items } = (await server.call('GET', '/api/v1/feeds/f')).json as { items: Item[] };
    const url = `${base}/feeds/f/items/${items[0]?.id}`;
    const { json, headers } = await ask({ url });
    expect(json['title']).toBe(headline);
    expect(json['html']).not.toContain(headline);
    expect(json['cache_age']).toBe(60);
    expect(headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=0');
    await server.call('DELETE', `/api/v1/feeds/f/items/${items[0]?.id}`, { reason: 'It must.' });
    const gone = await ask({ url });
    expect([gone.status, gone.text.includes('A secret')]).toEqual([404, false]);
  });

  test.each([
    ['https://elsewhere.example/live/feeds/f', 404],
    ['http://127.0.0.1/live/feeds/f', 404],
    ['javascript:alert(1)', 404],
    [hostile, 404],
    ['{base}/feeds/nowhere', 404],
    ['{base}/feeds/f/items/0195a1b2-0000-7000-8000-000000000001', 404],
    ['{base}/newsroom', 404],
    ['{base}x/feeds/f', 404],
    ['{base}/feeds/f/?utm_source=x#top', 200],
  ])('of %s answers %i', async (written, expected) => {
    const url = written.replace('{base}', base);
    const { status, text } = await ask({ url });
    expect(status).toBe(expected);
    expect(text).not.toMatch(/alert|elsewhere/);
  });

  test('says what it does not make, and every fault of a query', async () => {
    expect((await ask({ url: `${base}/feeds/f`, format: 'xml' })).status).toBe(501);
    const { status, json } = await ask({ url: '', maxwidth: 'wide', maxheight: '-1' });
    expect(status).toBe(422);
    expect(json['errors']).toMatchObject([
      { pointer: '/url' },
      { pointer: '/maxwidth' },
      { pointer: '/maxheight' },
    ]);
  });

  test('without a public address is for who asks alone, and no page claims an address', async () => {
    const other = emptyFolder();
    await using nameless = await TestServer.start(other);
    await nameless.createFeed('f');
    const url = `${nameless.url}/feeds/f`;
    const { status, json, headers } = await call(nameless.url, 'GET', `/oembed?url=${url}`);
    expect(status).toBe(200);
    expect(json['html']).toContain(`src="${nameless.url}/embed/f"`);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect((await call(url, 'GET', '')).text).not.toContain('oembed');
  });
});
