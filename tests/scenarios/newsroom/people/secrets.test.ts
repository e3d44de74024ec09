import { Config } from '../../../../src/config.ts';
import { adminToken, call } from '../../../call.ts';
import { TestServer } from '../../../server.ts';
import { emptyFolder } from '../../../services/databases.ts';
import { StockReader } from '../../../stock-reader.ts';
import { until } from '../../../until.ts';
import { item } from '../newsroom-room.ts';

/** Signs in as a browser does; the header with the session it got. */
async function sessionOf(url: string, key: object): Promise<Record<string, string>> {
  const answer = await call(url, 'POST', '/api/v1/session', key);
  expect(answer.status).toBe(200);
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

describe('secrets', () => {
  test('a changed ADMIN_TOKEN ends the sessions it opened, and those alone (S3)', async () => {
    const place = emptyFolder();
    const whoAmI = async (server: TestServer, session: Record<string, string>) =>
      (await call(server.url, 'GET', '/api/v1/session', undefined, session)).status;
    const first = await TestServer.start(place, { adminToken: undefined });
    const code = /#signin=(.+)$/.exec(first.running.signInUrl ?? '')?.[1];
    const byLink = await sessionOf(first.url, { code });
    await first[Symbol.asyncDispose]();
    const second = await TestServer.start(place);
    const byToken = await sessionOf(second.url, { token: adminToken });
    expect([await whoAmI(second, byLink), await whoAmI(second, byToken)]).toEqual([200, 200]);
    await second[Symbol.asyncDispose]();
    await using third = await TestServer.start(place, { adminToken: 'another-token-of-the-tests' });
    expect([await whoAmI(third, byLink), await whoAmI(third, byToken)]).toEqual([200, 401]);
    await place.drop();
  });

  test.each(['x', 'secret', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'abababababababababab', '123456789012345'])(
    'ADMIN_TOKEN=%s is refused at the start, with the cure and without the token (S4)',
    (value) => {
      const read = () => Config.fromEnvironment({ ADMIN_TOKEN: value });
      expect(read).toThrow(/ADMIN_TOKEN: can be guessed: .* openssl rand -base64 32/);
      expect(read).not.toThrow(new RegExp(`guessed.*${value}`));
      expect(Config.fromEnvironment({ ADMIN_TOKEN: adminToken }).adminToken).toBe(adminToken);
    },
  );

  test('a draft’s id tells nothing of when it was written (S7)', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f');
    const path = '/api/v1/feeds/f/items';
    const kept = await server.call('POST', path, { headline: 'Early', draft: true });
    const { id, rev } = item(kept);
    const later = { headline: 'Later', embargo: new Date(Date.now() + 3_600_000).toISOString() };
    const held = item(await server.call('POST', path, later));
    // Version 4: no bit of it is a time (RFC 9562 §5.4).
    for (const draft of [id, held.id]) expect(draft).toMatch(/^.{8}-.{4}-4.{3}-[89ab].{3}-.{12}$/);
    const headers = { 'if-match': `"${rev}"` };
    const released = await server.call('PATCH', `${path}/${id}`, { draft: false }, headers);
    expect([released.status, item(released).id]).toEqual([200, id]);
  });

  describe('a feed’s origins mean one thing everywhere (S6)', () => {
    const place = emptyFolder();
    let server: TestServer;

    beforeAll(async () => {
      server = await TestServer.start(place);
      await server.createFeed('nobody', { origins: [] });
      await server.createFeed('wild', { origins: ['https://*.example.org', 'https://one.test'] });
    });

    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await place.drop();
    });

    /** On each way: whether it serves a page of that origin. */
    async function ways(feed: string, origin: string) {
      const headers = { origin };
      const api = `/api/v1/feeds/${feed}`;
      const shared = (await call(server.url, 'GET', api, undefined, headers)).headers;
      const stop = new AbortController();
      const stream = await fetch(`${server.url}${api}/stream`, { headers, signal: stop.signal });
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += new TextDecoder().decode(chunk);
        if (/event: (snapshot|refused)/.test(text)) break;
      }
      stop.abort();
      const auth = { v: 1, subs: [{ feed }] };
      using reader = new StockReader(server.url, auth, { extraHeaders: headers });
      await until(() => reader.events.length > 0, 'an answer');
      const page = await call(server.url, 'GET', `/feeds/${feed}`);
      const framing = /frame-ancestors ([^;]*)/.exec(
        page.headers.get('content-security-policy') ?? '',
      )?.[1];
      return {
        cors: shared.get('access-control-allow-origin') !== null,
        stream: text.includes('event: snapshot'),
        socket: reader.of('snapshot').length === 1,
        framing,
        words: reader.of('refused')[0]?.message,
      };
    }

    test.each([
      ['nobody', 'https://a.example.org', false],
      ['wild', 'https://a.example.org', true],
      ['wild', 'https://b.a.example.org', true],
      ['wild', 'https://one.test', true],
      ['wild', 'https://example.org', false],
      ['wild', 'http://a.example.org', false],
      ['wild', 'https://evilexample.org', false],
      ['wild', 'https://a.example.org.evil.test', false],
      ['wild', 'null', false],
    ])('%s for %s: %s', async (feed, origin, served) => {
      const found = await ways(feed, origin);
      expect([found.cors, found.stream, found.socket]).toEqual([served, served, served]);
      const wild = "'self' https://*.example.org https://one.test";
      expect(found.framing).toBe(feed === 'nobody' ? "'self'" : wild);
      if (origin === 'null') expect(found.words).toMatch(/sandboxed frame .* allow-same-origin/);
    });

    test('with a public address, another name for this server is no name of ours (S6)', async () => {
      const other = emptyFolder();
      await using known = await TestServer.start(other, { publicUrl: 'https://live.example' });
      const url = `http://127.0.0.1:${known.running.port}`;
      const feed = { slug: 'closed', title: 'Closed', origins: [] };
      const bearer = { authorization: `Bearer ${adminToken}` };
      expect((await call(url, 'POST', '/api/v1/feeds', feed, bearer)).status).toBe(201);
      const asked = async (origin: string) => {
        const headers = { origin };
        const answer = await call(url, 'GET', '/api/v1/feeds/closed', undefined, headers);
        return answer.headers.get('access-control-allow-origin');
      };
      expect(await asked(url)).toBeNull();
      expect(await asked('https://live.example')).toBe('https://live.example');
    });

    test.each(['https://*.org.*', 'https://a.*.org', '*', 'https://*', 'https://x.org/path'])(
      '%s is no origin, and refused as input (S6)',
      async (origin) => {
        const body = { slug: 'bad', title: 'Bad', origins: [origin] };
        const { status, json } = await server.call('POST', '/api/v1/feeds', body);
        expect([status, json['errors']]).toMatchObject([422, [{ pointer: '/origins/0' }]]);
      },
    );
  });
});
