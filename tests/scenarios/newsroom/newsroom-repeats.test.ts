import { randomUUID } from 'node:crypto';
import { until } from '../../until.ts';
import { item, openNewsroom } from './newsroom-room.ts';

describe('a write whose answer was lost and that is sent again under its Idempotency-Key', () => {
  const room = openNewsroom();

  interface Write {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly rev?: number;
  }

  /** Sends a write three times, the first two at once, under one key. */
  async function thrice({ method, path, body, rev }: Write) {
    const headers = {
      'idempotency-key': randomUUID(),
      ...(rev === undefined ? {} : { 'if-match': `"${rev}"` }),
    };
    const send = () => room.server.call(method, path, body, headers);
    return [...(await Promise.all([send(), send()])), await send()];
  }

  async function expectOneAnswer(write: Write, status: number): Promise<void> {
    const answers = await thrice(write);
    for (const answer of answers) {
      expect([answer.status, answer.text]).toEqual([status, answers[0]?.text]);
    }
  }

  const draft = async (more: object = { draft: true }) => {
    const kept = await room.server.call('POST', room.items, { headline: 'A draft', ...more });
    return `${room.items}/${item(kept).id}`;
  };
  const changes = async () =>
    (await room.server.call('GET', `/api/v1/feeds/${room.feed}/head`)).json['seq'] as number;

  test('gets the same answer when it releases, changes or discards a draft (E16)', async () => {
    const before = await changes();
    const path = await draft();
    await expectOneAnswer({ method: 'PATCH', path, body: { headline: 'B' }, rev: 1 }, 200);
    await expectOneAnswer({ method: 'PATCH', path, body: { draft: false }, rev: 2 }, 200);
    const other = await draft();
    const both = { draft: false, headline: 'Both at once' };
    await expectOneAnswer({ method: 'PATCH', path: other, body: both, rev: 1 }, 200);
    expect((await changes()) - before).toBe(2);
    await expectOneAnswer({ method: 'DELETE', path: await draft(), rev: 1 }, 204);
    await expectOneAnswer({ method: 'DELETE', path: await draft() }, 204);
    expect((await changes()) - before).toBe(2);
  });

  test('gets the same answer when it changes an item or the feed (E16)', async () => {
    const { server, feed, items } = room;
    const before = await changes();
    const { item: posted } = await server.publish(feed, { headline: 'An item' });
    const path = `${items}/${posted.id}`;
    const edit = { kind: 'edit', headline: 'Another' };
    await expectOneAnswer({ method: 'PATCH', path, body: edit, rev: 1 }, 200);
    const correct = { kind: 'correct', headline: 'A third', note: 'Two were wrong.' };
    await expectOneAnswer({ method: 'PATCH', path, body: correct, rev: 2 }, 200);
    await expectOneAnswer({ method: 'PUT', path: `${path}/pin` }, 200);
    await expectOneAnswer({ method: 'DELETE', path: `${path}/pin` }, 200);
    const strike = { kind: 'strike', note: 'It was not so.' };
    await expectOneAnswer({ method: 'PATCH', path, body: strike, rev: 3 }, 200);
    await expectOneAnswer({ method: 'DELETE', path, body: { reason: 'A court.' } }, 200);
    const title = { title: 'Another title' };
    await expectOneAnswer({ method: 'PATCH', path: `/api/v1/feeds/${feed}`, body: title }, 200);
    expect((await changes()) - before).toBe(8);
    const created = { slug: `made-${randomUUID()}`, title: 'Made once' };
    await expectOneAnswer({ method: 'POST', path: '/api/v1/feeds', body: created }, 201);
  });

  test('gets the same answer when the time it asked for has passed since (E16)', async () => {
    const { server, items } = room;
    const headers = { 'idempotency-key': randomUUID() };
    const body = { headline: 'Soon', embargo: new Date(Date.now() + 400).toISOString() };
    const kept = await server.call('POST', items, body, headers);
    expect(kept.status).toBe(201);
    const { id } = item(kept);
    const isOut = async () => (await server.call('GET', `${items}/${id}`)).status === 200;
    await until(isOut, 'the embargoed item');
    const again = await server.call('POST', items, body, headers);
    expect([again.status, item(again).id]).toEqual([201, id]);
  });

  test('is refused when it is another write than the first, and changes nothing (E16)', async () => {
    const { server } = room;
    const path = await draft();
    const key = { 'idempotency-key': randomUUID() };
    const at = (rev: number) => ({ ...key, 'if-match': `"${rev}"` });
    expect((await server.call('PATCH', path, { tags: ['a'] }, at(1))).status).toBe(200);
    for (const [method, body] of [
      ['PATCH', { tags: ['b'] }],
      ['PATCH', { draft: false }],
      ['DELETE', undefined],
    ] as const) {
      const other = await server.call(method, path, body, at(2));
      expect([other.status, other.json['code']]).toEqual([422, 'key_reused']);
    }
    const listed = await server.call('GET', `/api/v1/feeds/${room.feed}/drafts`);
    expect(listed.json['items']).toMatchObject([{ rev: 2, tags: ['a'] }]);
  });
});
