import type { InputFault } from '../../../src/feed/refusal.ts';
import { isTombstone } from '../../../src/feed/item.ts';
import type { ItemsPage } from '../../../src/feed/messages.ts';
import type { Upstream } from '../../../src/log/upstreams/upstream.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { OtherNewsroom } from '../../upstreams/other-newsroom.ts';
import { until } from '../../until.ts';

const path = (feed: string, rest = '') => `/api/v1/feeds/${feed}/upstreams${rest}`;

describe('newsrooms that follow each other', () => {
  const places: EmptyDatabase[] = [];
  const servers: TestServer[] = [];
  const [a, b, c, closed] = [0, 1, 2, 3].map((n) => () => servers[n] as TestServer) as [
    () => TestServer,
    () => TestServer,
    () => TestServer,
    () => TestServer,
  ];

  beforeAll(async () => {
    for (let n = 0; n < 4; n += 1) {
      const place = emptyFolder();
      places.push(place);
      const server = await TestServer.start(place, { followersAllowPrivate: n < 3 });
      servers.push(server);
      await server.createFeed('storm');
    }
  });

  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    for (const place of places) await place.drop();
  });

  const feedAt = (server: TestServer) => `${server.url}/feeds/storm`;
  const add = (server: TestServer, body: object, headers = {}) =>
    server.call('POST', path('storm'), body, headers);
  const faultsOf = async (asked: Promise<{ status: number; json: Record<string, unknown> }>) => {
    const { status, json } = await asked;
    const errors = json['errors'] as readonly InputFault[] | undefined;
    return [status, (errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`)];
  };
  const listed = async (server: TestServer) => {
    const { json } = await server.call('GET', path('storm'));
    return json['upstreams'] as readonly Upstream[];
  };

  test('what cannot be followed is refused with every problem, and nothing is changed', async () => {
    const wrong = {
      url: 'https://x.example/news',
      mode: 'loud',
      from: 'then',
      name: '',
      token: 'a b',
    };
    expect(await faultsOf(add(closed(), wrong))).toEqual([
      422,
      [
        '/url must be the address of a feed, like https://live.example.org/feeds/storm',
        '/mode must be "published" (straight to readers) or "drafts" (into the queue)',
        '/from must be "now", or "beginning" for all that is there',
        '/name must not be blank; leave it out instead',
        '/token must be the token that the other newsroom has made for this one; leave it out where it asks for none',
      ],
    ]);
    const [, [...isPrivate]] = (await faultsOf(
      add(closed(), { url: 'http://127.0.0.1:1/feeds/storm', mode: 'drafts' }),
    )) as [number, string[]];
    expect(isPrivate.join()).toContain('must begin with https:');
    expect(isPrivate.join()).toContain('leads to a private address');
    const reason = async (body: object) => faultsOf(add(a(), { mode: 'drafts', ...body }));
    expect(await reason({ url: feedAt(a()) })).toEqual([422, ['/url is a feed of this server']]);
    expect(await reason({ url: `${b().url}/feeds/nothing` })).toEqual([
      422,
      ['/url has no such feed'],
    ]);
    expect(await reason({ url: feedAt(b()), token: 'wrong' })).toEqual([
      422,
      ['/token is not good there'],
    ]);
    await using page = await OtherNewsroom.open();
    page.strange = 'page';
    expect(await reason({ url: page.url })).toEqual([
      422,
      ['/url does not answer as a Dateline does'],
    ]);
    expect(
      (await a().call('POST', path('nothing'), { url: feedAt(b()), mode: 'drafts' })).status,
    ).toBe(404);
    for (const server of [a(), closed()]) expect(await listed(server)).toEqual([]);
    // A reporter and an editor may not; the list shows no token.
    for (const role of ['reporter', 'editor']) {
      const { json } = await a().call('POST', '/api/v1/tokens', { name: role, role });
      const headers = { authorization: `Bearer ${String(json['secret'])}` };
      const asked = { url: feedAt(b()), mode: 'drafts' };
      expect((await add(a(), asked, headers)).status).toBe(403);
      expect((await a().call('GET', path('storm'), undefined, headers)).status).toBe(403);
    }
    expect((await call(a().url, 'GET', path('storm'))).status).toBe(401);
  });

  test('over three newsrooms in a circle each item comes to each once, and never back', async () => {
    const follow = async (here: TestServer, there: TestServer) => {
      const { status } = await add(here, {
        url: feedAt(there),
        mode: 'published',
        from: 'beginning',
      });
      expect(status).toBe(201);
    };
    await follow(b(), a());
    await follow(c(), b());
    await follow(a(), c());
    for (const [n, server] of [a(), b(), c()].entries()) {
      await server.publish('storm', { headline: `from ${n}` });
    }
    const items = async (server: TestServer) => {
      const { json } = await call(server.url, 'GET', '/api/v1/feeds/storm/items');
      return (json as unknown as ItemsPage).items.map((entry) =>
        isTombstone(entry) ? '' : (entry.headline ?? ''),
      );
    };
    const all = ['from 0', 'from 1', 'from 2'];
    for (const server of [a(), b(), c()]) {
      await until(async () => (await items(server)).length === 3, 'all three items');
      await until(async () => (await listed(server))[0]?.behind === 0, 'the circle to close');
      await until(
        async () => ((await listed(server))[0]?.skipped ?? 0) > 0,
        'what comes back to be seen',
      );
      expect((await items(server)).toSorted()).toEqual(all);
    }
    const { json } = await call(c().url, 'GET', '/api/v1/feeds/storm/head');
    expect(json['seq']).toBe(3);
    // Its own newsroom is named, and not the one it came by.
    const feed = await call(c().url, 'GET', '/api/v1/feeds/storm/items');
    const first = (feed.json as unknown as ItemsPage).items.find(
      (entry) => 'headline' in entry && entry.headline === 'from 0',
    );
    expect(first).toMatchObject({
      origin: { url: `${feedAt(a())}/items/${first?.id}`, name: new URL(a().url).host },
    });
    expect((first as { origin: { path: readonly string[] } }).origin.path).toHaveLength(2);
  });

  test('is paused, changed and ended by who may, and shows how it is in the metrics', async () => {
    const [upstream] = await listed(b());
    const one = path('storm', `/${upstream?.id}`);
    expect((await b().call('PATCH', one, {})).status).toBe(422);
    const paused = await b().call('PATCH', one, {
      state: 'paused',
      mode: 'drafts',
      name: 'The Port',
    });
    expect(paused.json).toMatchObject({ health: 'paused', mode: 'drafts', name: 'The Port' });
    const { item } = await a().publish('storm', { headline: 'while paused' });
    const { text } = await b().call('GET', '/metrics');
    expect(text).toContain('dateline_upstreams{state="paused"} 1');
    await b().call('PATCH', one, { state: 'running' });
    await until(
      async () =>
        (await b().call('GET', `/api/v1/feeds/storm/items/${item.id}`)).status === 200 ||
        (await b().call('GET', '/api/v1/feeds/storm/drafts')).text.includes('while paused'),
      'the draft',
    );
    expect((await call(b().url, 'GET', `/api/v1/feeds/storm/items/${item.id}`)).status).toBe(404);
    // It has moved: what came from it before goes on from there.
    const moved = `http://localhost:${new URL(a().url).port}/feeds/storm`;
    expect((await b().call('PATCH', one, { url: moved })).json).toMatchObject({ url: moved });
    const { json } = await call(a().url, 'GET', '/api/v1/feeds/storm/items');
    const old = (json as unknown as ItemsPage).items.find(
      (entry) => 'headline' in entry && entry.headline === 'from 0',
    );
    await a().call('DELETE', `/api/v1/feeds/storm/items/${old?.id}`, { reason: 'asked for' });
    await until(
      async () =>
        (await call(b().url, 'GET', `/api/v1/feeds/storm/items/${old?.id}`)).status === 410,
      'the takedown',
    );
    expect((await b().call('DELETE', one)).status).toBe(204);
    expect((await b().call('DELETE', one)).status).toBe(404);
    const acts = (await b().call('GET', '/api/v1/audit?feed=storm')).text;
    for (const act of [
      'add upstream',
      'change upstream',
      'pause upstream',
      'continue upstream',
      'remove upstream',
      'keep draft',
    ]) {
      expect(acts).toContain(`"${act}"`);
    }
  });

  test('who says too often how far it is, with a token that is good, has to wait; the token is told once', async () => {
    const followers = '/api/v1/feeds/storm/followers';
    const asked = { kind: 'dateline', target: 'https://far.example' };
    const chosen = await a().call('POST', followers, { ...asked, filter: 'key' });
    expect(chosen.json['errors']).toEqual([
      { pointer: '/filter', detail: 'is not of this kind, which takes all; leave it out' },
    ]);
    const { json: made } = await a().call('POST', followers, asked);
    const token = String(made['secret']);
    const { text } = await a().call('GET', followers);
    expect([text.includes('far.example'), text.includes(token)]).toEqual([true, false]);
    const { json: head } = await call(a().url, 'GET', '/api/v1/feeds/storm/head');
    const position = { epoch: head['epoch'], seq: head['seq'], tag: head['tag'] };
    const say = async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (await call(a().url, 'PUT', '/api/v1/feeds/storm/following', position, headers))
        .status;
    };
    const answers = await Promise.all(Array.from({ length: 60 }, say));
    expect([...new Set(answers)].toSorted((one, other) => one - other)).toEqual([204, 429]);
    expect((await a().call('GET', followers)).json).toMatchObject({
      followers: [{ kind: 'dateline', behind: 0, health: 'well', answers: [{ outcome: 'done' }] }],
    });
  });
});
