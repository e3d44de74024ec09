import type { Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { call } from '../../call.ts';
import { faults, openNewsroom } from './newsroom-room.ts';

describe('reading over HTTP', () => {
  const room = openNewsroom();

  test('older items page under the snapshot', async () => {
    const { server, feed, items, state } = room;
    for (let n = 0; n < 25; n += 1)
      await server.publish(feed, { headline: `page ${n}`, key: n % 5 === 0 });
    const snapshot = JSON.parse(await state()) as Snapshot;
    expect(snapshot.items).toHaveLength(20);
    const before = encodeURIComponent(snapshot.more ?? '');
    const older = await call(server.url, 'GET', `${items}?before=${before}&limit=5`);
    const ids = (older.json['items'] as Item[]).map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(snapshot.items.map(({ id }) => id)).not.toEqual(expect.arrayContaining(ids));
    expect(older.json).toMatchObject({ seq: snapshot.seq, tag: snapshot.tag });
    const keys = await call(server.url, 'GET', `${items}?key=true`);
    expect((keys.json['items'] as Item[]).every(({ key }) => key)).toBe(true);
    const bad = await call(server.url, 'GET', `${items}?before=x&limit=0&key=maybe`);
    expect(faults(bad)).toEqual(['/key', '/limit']);
    expect((await call(server.url, 'GET', `${items}?before=x`)).status).toBe(422);
  });

  test('a snapshot that did not change is not sent again', async () => {
    const { server, feed } = room;
    const first = await call(server.url, 'GET', `/api/v1/feeds/${feed}`);
    expect(first.headers.get('cache-control')).toContain('max-age=1');
    const etag = first.headers.get('etag') ?? '';
    const path = `/api/v1/feeds/${feed}`;
    expect((await call(server.url, 'GET', path, undefined, { 'if-none-match': etag })).status).toBe(
      304,
    );
    await server.publish(feed, { headline: 'new' });
    expect((await call(server.url, 'GET', path, undefined, { 'if-none-match': etag })).status).toBe(
      200,
    );
  });
});
