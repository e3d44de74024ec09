import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { signedToken, unsigned } from '../../signed-token.ts';
import { StreamReader } from '../reading/stream-reader.ts';
import { routesOfFeed } from './routes-of-feed.ts';

const publicUrl = 'https://news.example';
const secretWord = 'Nightingale';
const jsonHeaders = { 'content-type': 'application/json' };

describe('a feed for signed-in readers', () => {
  const place = emptyFolder();
  let server: TestServer;
  let key: string;
  let id: string;

  const tokenBy = (by: string, claims: object = {}) =>
    signedToken(by, { feed: 'members', ...claims });
  const makeKey = async (feed = 'members') => {
    const made = await server.call('POST', `/api/v1/feeds/${feed}/reader-keys`);
    expect(made.status).toBe(201);
    return String(made.json['secret']);
  };
  const set = (visibility: string, feed = 'members') =>
    server.call('PATCH', `/api/v1/feeds/${feed}`, { visibility });

  beforeAll(async () => {
    server = await TestServer.start(place, { publicUrl });
    await server.createFeed('members', { title: secretWord, visibility: 'signed' });
    const item = { headline: secretWord, body: secretWord, key: true, tags: [secretWord] };
    ({ id } = (await server.publish('members', item)).item);
    await server.publish('members', { headline: `${secretWord} again` });
    key = await makeKey();
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  /** All that fails to open the feed. */
  const wrongTokens = () => {
    const now = Date.now() / 1_000;
    return {
      none: undefined,
      'of another key': tokenBy('another key'),
      'of another feed': tokenBy(key, { feed: 'other' }),
      ended: tokenBy(key, { exp: now - 100 }),
      'without an end': tokenBy(key, { exp: undefined }),
      unsigned: unsigned({ feed: 'members', exp: now + 600 }),
      strange: 'x',
    };
  };
  // Another form is that of the newsroom's own tokens, and counts as a wrong one.
  const isJwt = (token: string) => token.split('.').length === 3;
  const routes = () => routesOfFeed('members', id, publicUrl);
  async function answerTo(method: string, path: string, headers: Record<string, string>) {
    const ending = new AbortController();
    const response = await fetch(server.url + path, {
      method,
      headers: { ...(method === 'GET' ? {} : jsonHeaders), ...headers },
      signal: ending.signal,
      redirect: 'manual',
      ...(['POST', 'PUT', 'PATCH'].includes(method) && { body: '{}' }),
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    let text = '';
    if (isStream) {
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        if (/event: \w+/.test(text)) break;
      }
    } else text = await response.text();
    ending.abort();
    return { status: response.status, text, headers: response.headers };
  }

  test('tells no word of it on any route of the documents, without a token that is right', async () => {
    const told: string[] = [];
    for (const [name, token] of Object.entries(wrongTokens())) {
      for (const [method, path] of routes()) {
        const query = token && `${path}${path.includes('?') ? '&' : '?'}token=${token}`;
        const calls: [string, Record<string, string>][] = [];
        if (token === undefined) calls.push([path, {}]);
        else if (isJwt(token)) calls.push([path, { authorization: `Bearer ${token}` }]);
        if (query !== undefined) calls.push([query, {}]);
        for (const [address, headers] of calls) {
          const { text, status } = await answerTo(method, address, headers);
          const isAnswered = status < 300 && /members/.test(address) && !/\/stream/.test(address);
          if (text.includes(secretWord) || isAnswered) {
            told.push(`${name}: ${method} ${address} ${status}`);
          }
        }
      }
    }
    expect(told).toEqual([]);
  });

  test('is read with a token, by Bearer or in the query, and no cache keeps the answer', async () => {
    const token = tokenBy(key);
    const wanted = [
      '/api/v1/feeds/members',
      '/api/v1/feeds/members/head',
      '/api/v1/feeds/members/items',
      `/api/v1/feeds/members/items/${id}`,
      `/api/v1/feeds/members/items/${id}/history`,
      '/api/v1/feeds/members/search?q=nightingale',
      '/api/v1/feeds/members/fragment',
      '/feeds/members',
      `/feeds/members/items/${id}`,
      '/feeds/members/rss.xml',
      `/oembed?url=${encodeURIComponent(`${publicUrl}/feeds/members`)}`,
    ];
    for (const path of wanted) {
      const joined = `${path}${path.includes('?') ? '&' : '?'}token=${token}`;
      for (const [address, headers] of [
        [path, { authorization: `Bearer ${token}` }],
        [joined, {}],
      ] as const) {
        const answer = await answerTo('GET', address, headers);
        expect([address, answer.status]).toEqual([address, 200]);
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        expect(answer.text).not.toContain(token);
      }
    }
    const { status, headers, json } = await call(server.url, 'GET', '/api/v1/feeds/members');
    expect([status, json['code'], headers.get('www-authenticate')]).toEqual([
      401,
      'token_required',
      'Bearer',
    ]);
    const page = await answerTo('GET', '/feeds/members', { accept: 'text/html' });
    expect([page.status, page.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(headers.get('cache-tag')).toBe('feed-members');
  });

  test('is read by the newsroom, whose wrong tokens count', async () => {
    const authorization = `Bearer ${adminToken}`;
    for (const path of [
      '/feeds/members',
      '/api/v1/feeds/members',
      '/api/v1/feeds/members/drafts',
    ]) {
      expect((await answerTo('GET', path, { authorization })).status).toBe(200);
    }
    const wrong = { authorization: 'Bearer dateline_wrong' };
    const statuses = [];
    for (let n = 0; n < 40; n += 1) {
      statuses.push((await answerTo('GET', '/api/v1/feeds/members', wrong)).status);
    }
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  const followed = (feed: string, token?: string) =>
    new StockReader(server.url, { v: 1, subs: [{ feed, ...(token && { token }) }] });

  test('is followed by a socket with a token, until the token ends; with none it is refused by name', async () => {
    for (const [name, token] of Object.entries(wrongTokens())) {
      using reader = followed('members', token);
      await until(() => reader.events.length > 0, `an answer to ${name}`);
      expect([name, reader.of('refused')[0]?.code]).toEqual([name, 'token_required']);
      expect(JSON.stringify(reader.events)).not.toContain(secretWord);
    }
    const exp = Math.floor(Date.now() / 1_000) + 3;
    using reader = followed('members', tokenBy(key, { exp }));
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await until(() => reader.of('refused').length === 1, 'the end of the token');
    expect(Date.now() / 1_000).toBeGreaterThanOrEqual(exp);
    const count = reader.events.length;
    await server.publish('members', { headline: 'Later' });
    reader.socket.emit('subscribe', { feed: 'members', token: tokenBy(key) });
    await until(() => reader.of('snapshot').length === 2, 'the snapshot for another token');
    expect(reader.events.slice(count).map(({ event }) => event)).not.toContain('change');
    await server.publish('members', { headline: 'Later still' });
    await until(() => reader.of('change').length === 1, 'the change');
  });

  test('is followed by people of the newsroom from its own pages, also when it becomes one meanwhile', async () => {
    const session = await call(server.url, 'POST', '/api/v1/session', { token: adminToken });
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    const follow = (feed: string, origin: string) =>
      new StockReader(server.url, { v: 1, subs: [{ feed }] }, { extraHeaders: { cookie, origin } });
    using editor = follow('members', server.url);
    await until(() => editor.of('snapshot').length === 1, 'the snapshot');
    using foreign = follow('members', 'https://elsewhere.example');
    await until(() => foreign.of('refused').length === 1, 'the refusal');
    await server.createFeed('desk');
    using present = follow('desk', server.url);
    await until(() => present.of('snapshot').length === 1, 'the snapshot');
    await set('signed', 'desk');
    await until(() => present.of('snapshot').length === 2, 'the snapshot of before the change');
    await server.publish('desk', { headline: 'For the desk' });
    await until(() => present.of('change').length > 0, 'the change');
    expect(present.of('refused')).toEqual([]);
  });

  test('is followed by a stream with a token, until the token ends', async () => {
    using refused = new StreamReader('members');
    refused.connect(server.url);
    await until(() => refused.of('refused').length === 1, 'the refusal');
    expect(refused.of('refused')[0]?.data).toMatchObject({ code: 'token_required' });
    const exp = Math.floor(Date.now() / 1_000) + 3;
    using reader = new StreamReader('members');
    reader.connect(server.url, `?token=${tokenBy(key, { exp })}`);
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await until(() => reader.of('refused').length === 1, 'the end of the token');
    await until(() => reader.ended, 'the end of the stream');
  });

  test('that was open sends away who has no token, before the next word; who has one goes on', async () => {
    await server.createFeed('turns');
    const own = await makeKey('turns');
    const token = tokenBy(own, { feed: 'turns' });
    using socket = followed('turns');
    using stream = new StreamReader('turns');
    stream.connect(server.url);
    await until(() => socket.of('snapshot').length + stream.of('snapshot').length === 2, 'both');
    await server.call('PATCH', '/api/v1/feeds/turns', {
      visibility: 'signed',
      description: secretWord,
    });
    await server.publish('turns', { headline: secretWord });
    await until(() => socket.of('refused').length + stream.of('refused').length === 2, 'the ends');
    expect(JSON.stringify([socket.events, stream.events])).not.toContain(secretWord);
    using member = followed('turns', token);
    await until(() => member.of('snapshot').length === 1, 'the snapshot');
    await set('public', 'turns');
    socket.socket.emit('subscribe', { feed: 'turns' });
    await until(() => socket.of('snapshot').length === 2, 'the feed to be open again');
    await until(() => member.of('change').length === 1, 'the change to the member');
  });

  test('has two keys during a rotation; one that is ended opens nothing within a second', async () => {
    const next = await makeKey();
    const opens = async (by: string) =>
      (await call(server.url, 'GET', `/api/v1/feeds/members?token=${tokenBy(by)}`)).status === 200;
    await until(async () => (await opens(next)) && (await opens(key)), 'both keys to open');
    const { keys } = (await server.call('GET', '/api/v1/feeds/members/reader-keys')).json;
    expect(JSON.stringify(keys)).not.toContain(next);
    const [, before] = keys as { id: string }[];
    await server.call('DELETE', `/api/v1/feeds/members/reader-keys/${before?.id}`);
    await until(async () => !(await opens(key)), 'the key to open nothing');
    expect(await opens(next)).toBe(true);
    key = next;
  });
});
