import { randomUUID } from 'node:crypto';
import { call } from '../../call.ts';
import { Receiver } from '../../followers/receiver.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

describe('followers of a feed', () => {
  const place = emptyFolder();
  let server: TestServer;
  let feed: string;
  let path: string;

  beforeAll(async () => {
    server = await TestServer.start(place, { followersAllowPrivate: true });
  });
  beforeEach(async () => {
    feed = `feed-${randomUUID().slice(0, 8)}`;
    path = `/api/v1/feeds/${feed}/followers`;
    await server.createFeed(feed);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const add = async (receiver: Receiver, more: object = {}) => {
    const body = { kind: 'webhook', target: receiver.url, ...more };
    const { status, json } = await server.call('POST', path, body);
    expect(status).toBe(201);
    receiver.secret = String(json['secret']);
    return String(json['id']);
  };
  const one = async () => {
    const { json } = await server.call('GET', path);
    return (json['followers'] as Record<string, unknown>[])[0];
  };

  test('are told what is published, signed, when it is out; what is held or a draft is not told', async () => {
    await using receiver = await Receiver.open();
    const id = await add(receiver);
    const { item, change } = await server.publish(feed, { headline: 'Gates shut' });
    await until(() => receiver.told.length === 1, 'the post');
    expect(receiver.taken).toMatchObject([
      { type: 'change.post', timestamp: item.postedAt, data: { seq: 1, tag: change.tag, item } },
    ]);
    await server.publish(feed, { headline: 'A draft', draft: true });
    await server.call('PATCH', `/api/v1/feeds/${feed}`, { undoSeconds: 60 });
    await server.publish(feed, { headline: 'Held' });
    const items = `/api/v1/feeds/${feed}/items/${item.id}`;
    await server.call('DELETE', items, { reason: 'asked for' });
    await until(() => receiver.told.length === 3, 'the takedown');
    expect(receiver.told.map(({ kind }) => kind)).toEqual(['post', 'feed', 'takedown']);
    expect(receiver.everything).not.toMatch(/A draft|Held/);
    await until(async () => (await one())?.['behind'] === 0, 'it to be written down');
    expect(await one()).toMatchObject({ id, health: 'well', answers: [{ status: 204 }, {}, {}] });
    const { text } = await call(server.url, 'GET', '/metrics');
    expect(text).toMatch(/dateline_followers\{state="running"\} [1-9]/);
    expect(text).toMatch(/dateline_followers_behind 0/);
    expect(text).toMatch(/dateline_followers_attempts_total\{outcome="done"\} [3-9]/);
  });

  test('have a secret that is answered once and can be renewed; are tried, paused, sent again and removed', async () => {
    await using receiver = await Receiver.open();
    const id = await add(receiver);
    const first = receiver.secret;
    expect(first).toMatch(/^whsec_/);
    const tried = await server.call('POST', `${path}/${id}/test`);
    expect([tried.status, tried.json]).toEqual([
      200,
      { outcome: 'done', status: 204, ms: expect.any(Number) },
    ]);
    expect(receiver.taken).toMatchObject([{ type: 'test', data: { feed } }]);
    const renewed = await server.call('PATCH', `${path}/${id}`, { secret: 'new' });
    expect(renewed.json['secret']).not.toBe(first);
    // A receiver that has the old one, and one that has the new one.
    for (const secret of [first, String(renewed.json['secret'])]) {
      receiver.secret = secret;
      const { json } = await server.call('POST', `${path}/${id}/test`);
      expect(json).toMatchObject({ outcome: 'done' });
    }
    expect((await server.call('PATCH', `${path}/${id}`, { state: 'paused' })).json).toMatchObject({
      health: 'paused',
      pause: 'person',
    });
    receiver.manner = 'refusing';
    await server.publish(feed, { headline: 'Refused' });
    await server.call('PATCH', `${path}/${id}`, { state: 'running' });
    await until(async () => (await one())?.['deadLetters'] === 1, 'the dead letter');
    const letters = await server.call('GET', `${path}/${id}/dead-letters`);
    expect(letters.json['deadLetters']).toMatchObject([
      { seq: 1, kind: 'post', reason: 'answered 422' },
    ]);
    receiver.manner = 'well';
    expect((await server.call('POST', `${path}/${id}/retry`)).status).toBe(200);
    await until(() => receiver.told.some(({ kind }) => kind === 'post'), 'what was refused');
    const listed = (await server.call('GET', path)).text;
    const audit = (await server.call('GET', `/api/v1/audit?feed=${feed}`)).text;
    expect([listed, audit].join()).not.toContain('whsec_');
    expect(audit).toContain('renew follower secret');
    expect((await server.call('DELETE', `${path}/${id}`)).status).toBe(204);
    for (const [method, rest, body] of [
      ['DELETE', '', undefined],
      ['PATCH', '', { state: 'paused' }],
      ['POST', '/retry', undefined],
      ['POST', '/test', undefined],
      ['GET', '/dead-letters', undefined],
    ] as const) {
      const answer = await server.call(method, `${path}/${id}${rest}`, body);
      expect([answer.status, answer.json['code']]).toEqual([404, 'not_found']);
    }
  });

  test('are for admins of the feed; a bad call names every fault and changes nothing', async () => {
    await using receiver = await Receiver.open();
    const body = { kind: 'webhook', target: receiver.url };
    for (const [feeds, status] of [
      [{}, 403],
      [{ [feed]: 'admin' }, 201],
    ] as const) {
      const asked = { name: 'script', role: 'editor', feeds };
      const { json } = await server.call('POST', '/api/v1/tokens', asked);
      const headers = { authorization: `Bearer ${String(json['secret'])}` };
      const answer = await call(server.url, 'POST', path, body, headers);
      expect(answer.status).toBe(status);
      if (status === 403)
        expect((await call(server.url, 'GET', path, undefined, headers)).status).toBe(403);
    }
    const before = (await server.call('GET', path)).text;
    const bad = { kind: 'webhook', target: 'ftp://x', filter: 'all', secret: 'x' };
    const refused = await server.call('POST', path, bad);
    const errors = refused.json['errors'] as { pointer: string }[];
    expect([refused.status, errors.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/filter', '/secret', '/target'],
    ]);
    const nowhere = '/api/v1/feeds/nowhere/followers';
    for (const answer of [
      await server.call('POST', nowhere, body),
      await server.call('GET', nowhere),
    ]) {
      expect([answer.status, answer.json['code']]).toEqual([404, 'unknown_feed']);
    }
    expect((await server.call('GET', path)).text).toBe(before);
  });
});
