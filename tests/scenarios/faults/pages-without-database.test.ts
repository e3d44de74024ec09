import { call } from '../../call.ts';
import { Cable } from '../../faults/cable.ts';
import { TestServer } from '../../server.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';

describe('while PostgreSQL is away', () => {
  test('a feed is drawn from memory, with the latest change and its key events (A1)', async () => {
    const place = await emptyPostgres();
    const url = new URL(place.where.databaseUrl ?? '');
    await using cable = await Cable.to(Number(url.port));
    url.port = String(cable.port);
    const where = { ...place.where, databaseUrl: url.href };
    await using server = await TestServer.start({ ...place, where });
    const page = (feed: string) => call(server.url, 'GET', `/feeds/${feed}`);
    for (const feed of ['read', 'never-read']) {
      await server.createFeed(feed);
      await server.publish(feed, { headline: 'The first key event', key: true });
    }
    expect((await page('read')).text).toContain('The first key event');
    for (let n = 0; n < 25; n += 1) await server.publish('read', { headline: `Item ${n}` });
    await server.publish('read', { headline: 'The latest', key: true });
    // Known to this instance as a snapshot, but no page of it was drawn.
    await call(server.url, 'GET', '/api/v1/feeds/never-read');
    cable.pullOut();
    const read = await page('read');
    expect(read.status).toBe(200);
    const rail = /<nav class="site-rail".*?<\/nav>/s.exec(read.text)?.[0] ?? '';
    expect(rail).toMatch(/The latest.*The first key event/s);
    const neverRead = await page('never-read');
    expect([neverRead.status, neverRead.text.includes('The first key event')]).toEqual([200, true]);
    const item = await server.call('POST', '/api/v1/feeds/read/items', { headline: 'Not now' });
    expect([item.status, item.json['code']]).toEqual([503, 'unavailable']);
    cable.putIn();
  });
});
