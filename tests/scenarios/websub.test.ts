import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call } from '../call.ts';
import { Subscriber } from '../followers/subscriber.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const publicUrl = 'https://news.example';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const followers = '/api/v1/feeds/storm/followers';

describe('the hub of a server', () => {
  const place = emptyFolder();
  const told: string[] = [];
  const publicHub = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      told.push(...new URLSearchParams(body).getAll('hub.url'));
      response.writeHead(204).end();
    });
  });
  let server: TestServer;
  let websubHub: string;

  beforeAll(async () => {
    await new Promise<void>((done) => publicHub.listen(0, '127.0.0.1', done));
    websubHub = `http://127.0.0.1:${(publicHub.address() as AddressInfo).port}/`;
    const more = { followersAllowPrivate: true, publicUrl, websubHub };
    server = await TestServer.start(place, more);
    await server.createFeed('storm');
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await new Promise((done) => publicHub.close(done));
    await place.drop();
  });

  const ask = (fields: Record<string, string>, headers = form) => {
    const body = new URLSearchParams(
      Object.entries(fields).map(([name, value]) => [`hub.${name}`, value]),
    );
    return call(server.url, 'POST', '/websub', body.toString(), headers);
  };

  test('is named by each document, which a subscriber is sent as it is served; an editor sees the subscriber, and ends it', async () => {
    const hubs = [`${publicUrl}/websub`, websubHub];
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      const { headers, text } = await call(server.url, 'GET', `/feeds/storm/${name}`);
      const topic = `${publicUrl}/feeds/storm/${name}`;
      expect(headers.get('link')).toBe(
        `<${hubs[0]}>; rel="hub", <${hubs[1]}>; rel="hub", <${topic}>; rel="self"`,
      );
      for (const hub of hubs) expect(text).toContain(hub);
    }
    const page = await call(server.url, 'GET', '/feeds/storm');
    expect(page.headers.get('link')).toBeNull();

    await using subscriber = await new Subscriber().open();
    subscriber.secret = 'shared';
    const topic = `${publicUrl}/feeds/storm/feed.json`;
    const asked = { mode: 'subscribe', topic, callback: subscriber.url, secret: 'shared' };
    const { status, text } = await ask(asked);
    expect([status, text]).toEqual([202, '']);
    const listed = async () => (await server.call('GET', followers)).json;
    await until(async () => (await listed())['subscribers'] === 1, 'the subscription');
    const { item } = await server.publish('storm', { headline: 'Gates shut' });
    await until(() => subscriber.pings.length === 1, 'the document');
    const served = await call(server.url, 'GET', '/feeds/storm/feed.json');
    expect(subscriber.pings[0]).toEqual({
      body: served.text,
      type: served.headers.get('content-type'),
      links: served.headers.get('link'),
    });
    await server.call('DELETE', `/api/v1/feeds/storm/items/${item.id}`, { reason: 'asked for' });
    await until(() => subscriber.pings.length === 2, 'the document without it');
    expect(subscriber.pings[1]?.body).not.toContain('Gates shut');
    expect(subscriber.forged).toBe(0);

    const all = (await listed())['followers'] as Record<string, unknown>[];
    const mine = all.find(({ kind }) => kind === 'websub');
    expect(mine).toMatchObject({ topic: 'feed.json', target: subscriber.url });
    const path = `${followers}/${String(mine?.['id'])}`;
    expect((await server.call('PATCH', path, { state: 'paused' })).status).toBe(409);
    expect((await server.call('POST', `${path}/test`)).status).toBe(409);
    expect((await server.call('DELETE', path)).status).toBe(204);
    await until(() => subscriber.asked.at(-1)?.mode === 'denied', 'the end');
    // Nor can anybody add one in the name of another, or end what the operator has set.
    const added = { kind: 'websub', target: subscriber.url };
    expect((await server.call('POST', followers, added)).status).toBe(422);
    await until(() => told.includes(topic), 'the public hub to be told');
    const now = (await listed())['followers'] as Record<string, unknown>[];
    const hub = now.find(({ kind }) => kind === 'public-hub');
    expect(hub).toMatchObject({ target: websubHub });
    const ended = await server.call('DELETE', `${followers}/${String(hub?.['id'])}`);
    expect([ended.status, ended.text]).toEqual([409, expect.stringContaining('WEBSUB_HUB')]);
  });

  test('refuses what it cannot use, with every fault in plain words, and asks no callback', async () => {
    await using subscriber = await new Subscriber().open();
    const good = {
      mode: 'subscribe',
      topic: `${publicUrl}/feeds/storm/rss.xml`,
      callback: subscriber.url,
    };
    const faulty = await ask({ mode: 'x', topic: 'x', callback: 'x', lease_seconds: 'x' });
    expect([faulty.status, faulty.headers.get('content-type')]).toEqual([
      400,
      'text/plain; charset=utf-8',
    ]);
    expect(faulty.text.trim().split('\n')).toHaveLength(4);
    const unknown = await ask({ ...good, topic: good.topic.replace('storm', 'nobody') });
    expect([unknown.status, unknown.text]).toEqual([400, expect.stringContaining('"nobody"')]);
    expect((await ask(good, { 'content-type': 'application/json' })).status).toBe(415);
    expect((await ask({ ...good, secret: 'x'.repeat(9_000) })).status).toBe(413);
    expect(subscriber.calls).toBe(0);
  });
});
