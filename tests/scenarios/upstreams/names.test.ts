import type { Item } from '../../../src/feed/item.ts';
import type { Upstream } from '../../../src/log/upstreams/upstream.ts';
import { Cable } from '../../faults/cable.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { until } from '../../until.ts';

test('items of another newsroom bear its PUBLISHER_NAME, new ones the new one when it changes', async () => {
  const [place, ours] = [await madePostgres(), emptyFolder()];
  {
    // The same newsroom before and after it was renamed.
    await using before = await TestServer.start(place, { publisher: { name: 'The Meridian' } });
    await using after = await TestServer.start(place, { publisher: { name: 'The Post' } });
    await using here = await TestServer.start(ours, { followersAllowPrivate: true });
    await using line = await Cable.to(Number(new URL(before.url).port));
    await before.createFeed('storm');
    await here.createFeed('taken');
    const url = `http://127.0.0.1:${line.port}/feeds/storm`;
    const path = '/api/v1/feeds/taken/upstreams';
    const { status, json } = await here.call('POST', path, { url, mode: 'published' });
    expect([status, json['name']]).toEqual([201, `127.0.0.1:${line.port}`]);
    const arrived = async (item: Item) => {
      const address = `/api/v1/feeds/taken/items/${item.id}`;
      await until(async () => (await here.call('GET', address)).status === 200, 'the item');
      const { json: found } = await here.call('GET', address);
      return (found as unknown as Item).origin?.name;
    };
    const first = (await before.publish('storm', { headline: 'Gates shut' })).item;
    expect(await arrived(first)).toBe('The Meridian');
    const { id } = json as unknown as Upstream;
    await here.call('PATCH', `${path}/${id}`, { state: 'paused' });
    line.leadTo(Number(new URL(after.url).port));
    await here.call('PATCH', `${path}/${id}`, { state: 'running' });
    expect(await arrived((await after.publish('storm', { headline: 'Open' })).item)).toBe(
      'The Post',
    );
    expect(await arrived(first)).toBe('The Meridian');
    const page = await here.call('GET', `/feeds/taken/items/${first.id}`);
    expect(page.text).toContain('The Meridian');
  }
  await place.drop();
  await ours.drop();
});
