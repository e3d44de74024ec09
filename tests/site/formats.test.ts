import type { Item, Tombstone } from '../../src/feed/item.ts';
import { formats } from '../../src/site/formats/formats.ts';
import { placeOf } from '../../src/site/shell/place.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { hostileItem, hostileSnapshot } from './hostile.ts';

const site = { publicUrl: 'https://live.example' };
const gone: Tombstone = { id: 'gone-id', postedAt: hostileItem.postedAt, removedAt: '2030' };
const struck: Item = {
  ...hostileItem,
  id: 'struck-id',
  remarks: [{ kind: 'strike', at: hostileItem.postedAt, note: 'A hoax.' }],
};

describe.each(Object.entries(formats))('%s', (name, format) => {
  const place = { ...placeOf(site, `/feeds/hostile/${name}`), feed: 'hostile' };
  const drawn = format.draw(place, { ...hostileSnapshot, items: [hostileItem, gone, struck] });

  test('has nothing of what was taken down but that it is gone, and says of a struck item that it is', () => {
    const mentions = drawn.match(/<[^<]*gone-id[^>]*>/g) ?? [];
    expect(mentions).toEqual(
      name === 'atom.xml' ? ['<at:deleted-entry ref="urn:uuid:gone-id" when="2030"/>'] : [],
    );
    expect(drawn.split('gone-id')).toHaveLength(mentions.length + 1);
    expect(drawn).toContain('struck-id');
    expect(drawn).toContain('Withdrawn');
    expect(drawn).toContain('A hoax.');
  });

  test('leads to the public address', () => {
    expect(drawn).toContain('https://live.example/feeds/hostile/items/');
  });
});

test('every format is served with its type, its tag, and a 304; its pages name it; a takedown leaves it at once (R22)', async () => {
  const folder = emptyFolder();
  await using server = await TestServer.start(folder);
  await server.createFeed('f');
  const { item } = await server.publish('f', { headline: 'A secret', body: 'Of *state*.' });
  const page = await (await fetch(`${server.url}/feeds/f`)).text();
  const itemPage = await (await fetch(`${server.url}/feeds/f/items/${item.id}`)).text();
  for (const [name, { type }] of Object.entries(formats)) {
    const url = `${server.url}/feeds/f/${name}`;
    const first = await fetch(url);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, type]);
    expect(first.headers.get('cache-tag')).toBe('feed-f');
    expect(await first.text()).toContain('A secret');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await fetch(url, { headers })).status).toBe(304);
    expect(page).toContain(`href="../feeds/f/${name}"`);
    expect(itemPage).toContain(`href="../../../feeds/f/${name}"`);
    expect((await fetch(`${server.url}/feeds/nobody/${name}`)).status).toBe(404);
  }
  await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'asked for' });
  for (const name of Object.keys(formats)) {
    expect(await (await fetch(`${server.url}/feeds/f/${name}`)).text()).not.toContain('secret');
  }
  expect((await fetch(`${server.url}/feeds/f/nothing`)).status).toBe(404);
  expect((await fetch(`${server.url}/feeds/f/toString`)).status).toBe(404);
  await folder.drop();
});

test('JSON Feed is version 1.1, with the words as HTML and no markup that an editor wrote', () => {
  const place = { ...placeOf(site, '/feeds/f/feed.json'), feed: 'f' };
  const snapshot = { ...hostileSnapshot, feed: 'f', items: [hostileItem] };
  const feed = JSON.parse(formats['feed.json']?.draw(place, snapshot) ?? '') as {
    items: { content_html: string; id: string }[];
  };
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'https://live.example/feeds/f/feed.json',
    items: [{ id: hostileItem.id, url: `https://live.example/feeds/f/items/${hostileItem.id}` }],
  });
  const html = feed.items[0]?.content_html ?? '';
  expect(html).toMatch(/^<p><strong>/);
  expect(html.match(/<script|<img src=x|(href|src)="javascript:/gi)).toBeNull();
});
