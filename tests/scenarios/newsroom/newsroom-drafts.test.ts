import { randomUUID } from 'node:crypto';
import { until } from '../../until.ts';
import { call } from '../../call.ts';
import { StockReader } from '../../stock-reader.ts';
import { item, openNewsroom } from './newsroom-room.ts';

describe('what readers may not know yet', () => {
  const room = openNewsroom();

  test('a draft is nowhere a reader can look, until it is published', async () => {
    const { server, feed, items, state } = room;
    const before = await state();
    const secret = `draft ${randomUUID()}`;
    const kept = await server.call('POST', items, { headline: secret, body: '*a*', draft: true });
    expect(kept.status).toBe(201);
    expect(kept.json['change']).toBeUndefined();
    const at = `${items}/${item(kept).id}`;
    expect(await state()).toBe(before);
    expect((await call(server.url, 'GET', at)).status).toBe(404);
    expect((await call(server.url, 'GET', `${items}?limit=100`)).text).not.toContain(secret);
    const listed = await server.call('GET', `/api/v1/feeds/${feed}/drafts`);
    expect(listed.json['items']).toMatchObject([
      { headline: secret, markdown: '*a*', draft: true, rev: 1 },
    ]);

    const stale = await server.call('PATCH', at, { tags: ['x'] }, { 'if-match': '"9"' });
    expect(stale.status).toBe(412);
    const changed = await server.call('PATCH', at, { tags: ['x'] }, { 'if-match': '"1"' });
    expect(item(changed)).toMatchObject({ rev: 2, headline: secret, tags: ['x'] });
    const published = await server.call('PATCH', at, { draft: false }, { 'if-match': '"2"' });
    expect(item(published)).toMatchObject({ rev: 1, headline: secret, tags: ['x'] });
    expect(await state()).toContain(secret);
    expect((await server.call('GET', `${at}/source`)).json).toMatchObject({
      rev: 1,
      markdown: '*a*',
    });

    const other = await server.call('POST', items, { headline: 'to discard', draft: true });
    expect((await server.call('DELETE', `${items}/${item(other).id}`)).status).toBe(204);
    expect((await server.call('GET', `/api/v1/feeds/${feed}/drafts`)).json['items']).toEqual([]);
  });

  test('an embargoed item arrives at its time by itself, once', async () => {
    const { server, feed, items } = room;
    using reader = new StockReader(server.url, { v: 1, subs: [{ feed }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const embargo = new Date(Date.now() + 3_000).toISOString();
    const kept = await server.call('POST', items, { headline: 'not before', embargo });
    expect(item(kept)).toMatchObject({ embargo, draft: true });
    expect(reader.of('change')).toEqual([]);
    await until(() => reader.of('change').length > 0, 'the embargoed item');
    const [change] = reader.of('change');
    expect(change).toMatchObject({ kind: 'post', item: { headline: 'not before', rev: 1 } });
    expect(change && change.at >= embargo).toBe(true);
    expect((await server.call('GET', `/api/v1/feeds/${feed}/drafts`)).json['items']).toEqual([]);
  });

  test('what is meant for a draft changes nothing once it is published, and never takes it down (E13)', async () => {
    const { server, items, state } = room;
    const kept = await server.call('POST', items, { headline: 'out already', draft: true });
    const at = `${items}/${item(kept).id}`;
    const seen = { 'if-match': '"1"' };
    expect((await server.call('PATCH', at, { draft: false }, seen)).status).toBe(200);
    const before = await state();
    for (const [method, body] of [
      ['PATCH', { draft: false }],
      ['PATCH', { embargo: null }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await server.call(method, at, body, seen);
      expect([answer.status, answer.json['code']]).toEqual([409, 'already_published']);
    }
    expect(await state()).toBe(before);
    const meant = await server.call('DELETE', at, { reason: 'A court said so.' }, seen);
    expect(meant.status).toBe(200);
  });
});
