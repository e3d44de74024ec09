import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

test('robots.txt, the sitemaps and the favicon are served with their types, for shared caches, with 304 (R22)', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place, { publicUrl: 'https://live.example' });
  await server.createFeed('f');
  const { item } = await server.publish('f', { headline: 'Gates shut' });
  const types: Readonly<Record<string, string>> = {
    '/robots.txt': 'text/plain; charset=utf-8',
    '/sitemap.xml': 'application/xml; charset=utf-8',
    '/news-sitemap.xml': 'application/xml; charset=utf-8',
    '/favicon.ico': 'image/x-icon',
  };
  for (const [path, type] of Object.entries(types)) {
    const answer = await fetch(server.url + path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, type]);
    expect(answer.headers.get('cache-control')).toMatch(/^(public, )?max-age=/);
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect([path, (await fetch(server.url + path, { headers })).status]).toEqual([path, 304]);
  }
  const news = await (await fetch(`${server.url}/news-sitemap.xml`)).text();
  expect(news).toContain(`https://live.example/feeds/f/items/${item.id}`);
  expect((await fetch(`${server.url}/sitemap.xml?page=2`)).status).toBe(404);
  await place.drop();
});

test('the favicon is an icon of two sizes, with the mark in it and transparent corners', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  const bytes = Buffer.from(await (await fetch(`${server.url}/favicon.ico`)).arrayBuffer());
  expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2), bytes.readUInt16LE(4)]).toEqual([0, 1, 2]);
  for (const [index, size] of [16, 32].entries()) {
    const at = 6 + 16 * index;
    const [length, offset] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    expect([bytes[at], bytes.readInt32LE(offset + 4), offset + length <= bytes.length]).toEqual([
      size,
      size,
      true,
    ]);
    const pixel = (x: number, y: number) =>
      bytes.subarray(offset + 40 + 4 * (y * size + x)).readUInt32LE(0);
    expect([pixel(0, 0), pixel(size / 2, size / 2)]).toEqual([0, 0xff1a4fa0]);
  }
  await place.drop();
});
