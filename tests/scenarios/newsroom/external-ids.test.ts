import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { openNewsroom } from './newsroom-room.ts';

describe('an item with the name that another system has for it', () => {
  const room = openNewsroom();

  test('is made once; the newsroom sees the name, readers never; something else under it is refused', async () => {
    const { server } = room;
    const story = { headline: 'Gates shut', body: 'All four.', externalId: ' wire/4711 ' };
    const made = await server.call('POST', room.items, story);
    expect(made.status).toBe(201);
    const item = made.json['item'] as { id: string; externalId: string };
    expect(item.externalId).toBe('wire/4711');
    // The order of the fields is no difference.
    const turned = { externalId: 'wire/4711', body: 'All four.', headline: 'Gates shut' };
    expect((await server.call('POST', room.items, turned)).json).toEqual(made.json);
    const other = await server.call('POST', room.items, { ...story, headline: 'Gates open' });
    expect([other.status, other.json['code'], other.json['id']]).toEqual([
      409,
      'external_id_taken',
      item.id,
    ]);
    const changed = await server.call(
      'PATCH',
      `${room.items}/${item.id}`,
      { kind: 'edit', headline: 'Gates are shut' },
      { 'if-match': '"1"' },
    );
    expect(changed.json['item']).toMatchObject({ rev: 2, externalId: 'wire/4711' });
    const source = await server.call('GET', `${room.items}/${item.id}/source`);
    expect(source.json['externalId']).toBe('wire/4711');
    const again = await server.call('POST', room.items, story);
    expect(again.json['item']).toMatchObject({ id: item.id, rev: 2, externalId: 'wire/4711' });
    for (const path of ['', '/items', `/items/${item.id}`, '/fragment', '/log/0/0']) {
      const { text } = await call(server.url, 'GET', `/api/v1/feeds/${room.feed}${path}`);
      expect(text).not.toContain('wire/4711');
    }
    const { json } = await call(server.url, 'GET', `/api/v1/feeds/${room.feed}`);
    expect(json['seq']).toBe(2);
  });

  test('of a draft is listed, and holds when its embargo is over', async () => {
    const { server } = room;
    const embargo = new Date(Date.now() + 1_000).toISOString();
    const story = { headline: 'At nine', embargo, externalId: 'wire/9' };
    const made = await server.call('POST', room.items, story);
    const drafts = await server.call('GET', `/api/v1/feeds/${room.feed}/drafts`);
    const { id } = made.json['item'] as { id: string };
    expect(drafts.json['items']).toMatchObject([{ id, externalId: 'wire/9' }]);
    const isOut = async () => (await call(server.url, 'GET', `${room.items}/${id}`)).status === 200;
    await until(isOut, 'the item');
    // Its time is in the past now, and it is the same call.
    const again = await server.call('POST', room.items, story);
    expect([again.status, (again.json['item'] as { id: string }).id]).toEqual([201, id]);
  });

  test.each([
    ['', 'must not be blank'],
    ['x'.repeat(201), 'at most 200'],
    [5, 'must be text'],
  ])('named %j is refused with the cure', async (externalId, why) => {
    const answer = await room.server.call('POST', room.items, { headline: 'x', externalId });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('/externalId');
    expect(answer.text).toContain(why);
  });
});
