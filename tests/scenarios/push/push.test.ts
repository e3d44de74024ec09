import { call } from '../../call.ts';
import { pushSettings } from '../../push/keys.ts';
import { PushService } from '../../push/push-service.ts';
import { metricsByToken, TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

describe('push of a feed', () => {
  const place = emptyFolder();
  const push = pushSettings();
  let server: TestServer;
  let service: PushService;

  beforeAll(async () => {
    service = await PushService.open(push.vapid.publicKey);
    const publicUrl = 'https://live.example';
    const settings = { publicUrl, push, metrics: metricsByToken };
    server = await TestServer.start(place, { ...settings, followersAllowPrivate: true });
    await server.createFeed('storm', { title: 'Storm', lang: 'de' });
    await server.createFeed('calm');
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
    await place.drop();
  });

  const path = '/api/v1/feeds/storm/push';
  const wish = (name: string, filters: readonly string[] = ['breaking']) => {
    const { endpoint, ...keys } = service.subscribe(name);
    // As browsers write it.
    return { subscription: { endpoint, expirationTime: null, keys }, filters };
  };
  const subscribe = (body: unknown, feed = 'storm') =>
    call(server.url, 'PUT', `/api/v1/feeds/${feed}/push/subscription`, body);
  const unsubscribe = (endpoint: unknown) =>
    call(server.url, 'DELETE', `${path}/subscription`, { endpoint });
  const state = async () => (await server.call('GET', path)).json;
  const page = async () => (await call(server.url, 'GET', '/feeds/storm')).text;

  test('is the newsroom’s to begin: until then no page offers it, and admins of the feed alone may', async () => {
    expect(await page()).not.toContain('site-push');
    const early = await subscribe(wish('early'));
    expect([early.status, early.json['code']]).toEqual([404, 'not_found']);
    const { json: token } = await server.call('POST', '/api/v1/tokens', {
      name: 's',
      role: 'editor',
    });
    const editor = { authorization: `Bearer ${String(token['secret'])}` };
    expect((await call(server.url, 'GET', path, undefined, editor)).status).toBe(403);
    expect((await call(server.url, 'PUT', path, { on: true }, editor)).status).toBe(403);
    const bad = await server.call('PUT', path, { on: 'yes', x: 1 });
    expect([bad.status, bad.text]).toEqual([422, expect.stringMatching(/\/on[^]*\/x/)]);
    expect((await server.call('PUT', '/api/v1/feeds/nowhere/push', { on: true })).status).toBe(404);
    expect(await state()).toMatchObject({ on: false, browsers: 0 });
    const on = await server.call('PUT', path, { on: true });
    expect(on.json).toMatchObject({ on: true, health: 'well', behind: 0, browsers: 0, waiting: 0 });
    await until(async () => (await page()).includes('site-push'), 'the page to offer it');
    const html = await page();
    expect(html).toContain(`data-feed="storm" data-key="${push.vapid.publicKey}"`);
    expect(html).toContain('Eilmeldungen anzeigen');
    expect(html).toMatch(/<section class="site-push" hidden/);
    // It is no follower that calls could change.
    const { json } = await server.call('GET', '/api/v1/feeds/storm/followers');
    expect(json['followers']).toEqual([]);
    const worker = await call(server.url, 'GET', '/push-worker.js');
    expect(worker.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    expect(worker.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(worker.text).not.toMatch(/['"]fetch['"]|eval|importScripts/);
    expect((await call(server.url, 'GET', '/assets/push.js')).status).toBe(200);
  });

  test('what cannot be used is named, each fault with its cure, and subscribes nobody', async () => {
    const bad = await subscribe({
      subscription: { endpoint: 'ftp://push.example/a', keys: { p256dh: 'BAAA', auth: 'x' } },
      filters: ['breaking', 'key', 'tag:<b>'],
      more: 1,
    });
    expect([bad.status, bad.json['code']]).toEqual([422, 'invalid_input']);
    const faults = bad.json['errors'] as readonly { pointer: string; detail: string }[];
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/filters/1',
      '/filters/2',
      '/more',
      '/subscription/endpoint',
      '/subscription/keys/auth',
      '/subscription/keys/p256dh',
    ]);
    const late = wish('late');
    const applicationServerKey = late.subscription.keys.p256dh;
    const strange = await subscribe({
      ...late,
      subscription: { ...late.subscription, applicationServerKey },
    });
    expect([strange.status, strange.text]).toEqual([
      422,
      expect.stringMatching(/\/subscription\/applicationServerKey.*load the page anew/),
    ]);
    const off = { ...wish('off'), filters: [] };
    expect((await subscribe(off)).text).toContain('delete the subscription');
    expect((await unsubscribe(7)).status).toBe(422);
    // A point that is not on the curve.
    const { subscription } = wish('forged');
    const forged = Buffer.from(subscription.keys.p256dh, 'base64url');
    forged[40] = (forged[40] ?? 0) ^ 1;
    const keys = { ...subscription.keys, p256dh: forged.toString('base64url') };
    const answer = await subscribe({
      subscription: { ...subscription, keys },
      filters: ['breaking'],
    });
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('a point of P-256'),
    ]);
    expect(await state()).toMatchObject({ browsers: 0 });
  });

  test('endpoints lead into no private network, and not without TLS, unless that is meant', async () => {
    await using other = new AsyncDisposableStack();
    const folder = emptyFolder();
    other.defer(() => folder.drop());
    const strict = other.use(await TestServer.start(folder, { push }));
    await strict.createFeed('storm');
    await strict.call('PUT', path, { on: true });
    const { subscription, filters } = wish('private');
    for (const [endpoint, cure] of [
      [subscription.endpoint, 'must begin with https:'],
      ['https://127.0.0.1/a', 'private address'],
      ['https://[::ffff:10.0.0.1]/a', 'private address'],
      ['https://169.254.169.254/latest', 'private address'],
      ['https://ana:hush@push.example/a', 'no name or password'],
    ]) {
      const asked = { subscription: { ...subscription, endpoint }, filters };
      const refused = await call(strict.url, 'PUT', `${path}/subscription`, asked);
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(cure ?? '')]);
      const renewal = { endpoint: 'https://push.example/a', subscription: asked.subscription };
      expect((await call(strict.url, 'PUT', '/api/v1/push/renewals', renewal)).status).toBe(422);
    }
    expect((await strict.call('GET', path)).json).toMatchObject({ browsers: 0 });
  });

  test('a browser is told by an encrypted message what it asked for; no answer tells which browsers are known', async () => {
    const ana = wish('ana');
    for (let n = 0; n < 2; n += 1) {
      const answer = await subscribe(ana);
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    }
    expect(await state()).toMatchObject({ browsers: 1, breaking: 1 });
    const embargo = new Date(Date.now() + 3_600_000).toISOString();
    await server.call('POST', '/api/v1/feeds/storm/items', {
      headline: 'Noch nicht',
      body: '',
      breaking: true,
      embargo,
    });
    const { item } = await server.publish('storm', {
      headline: 'Tore zu',
      body: '**Alle** vier.',
      breaking: true,
    });
    await until(() => service.taken.length === 1, 'the message');
    const [told] = service.splice();
    expect(told?.message).toMatchObject({ item: item.id, title: 'Tore zu', lang: 'de' });
    expect(told?.message).toMatchObject({ body: 'Storm\nAlle vier.' });
    const itemPath = `/api/v1/feeds/storm/items/${item.id}`;
    await server.call('DELETE', itemPath, { reason: 'asked for' });
    await until(() => service.taken.length === 1, 'the end of it');
    expect(service.splice()[0]?.message).toMatchObject({ kind: 'close', item: item.id });
    const { endpoint } = ana.subscription;
    const moved = wish('ana-2').subscription;
    const renewals = '/api/v1/push/renewals';
    for (const old of [`${endpoint}/unknown`, endpoint]) {
      const renewal = { endpoint: old, subscription: moved };
      expect((await call(server.url, 'PUT', renewals, renewal)).status).toBe(204);
    }
    for (const one of [endpoint, moved.endpoint, moved.endpoint]) {
      const ended = await unsubscribe(one);
      expect([ended.status, ended.text]).toEqual([204, '']);
    }
    expect(await state()).toMatchObject({ browsers: 0, waiting: 0, behind: 0 });
    const { text } = await server.call('GET', '/metrics');
    expect(text).toContain('dateline_push_attempts_total{outcome="sent"} 2');
    for (const name of ['browsers', 'waiting', 'oldest_seconds']) {
      expect(text).toContain(`dateline_push_${name} 0`);
    }
  });

  test('one client asks 60 times an hour; what is off is offered to nobody and sent to nobody', async () => {
    const statuses = new Map<number, number>();
    const again = wish('again');
    for (let n = 0; n < 60; n += 1) {
      const { status } = await subscribe(again);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    // Some were used above; what is faulty is not counted.
    expect([...statuses.keys()]).toEqual([204, 429]);
    expect((await unsubscribe('https://push.example/x')).status).toBe(204);
    expect(await state()).toMatchObject({ browsers: 1 });
    await server.call('PUT', path, { on: false });
    await until(async () => !(await page()).includes('site-push'), 'the page');
    await server.publish('storm', { headline: 'Tore auf', breaking: true });
    await server.call('PUT', path, { on: true });
    const { item } = await server.publish('storm', { headline: 'Wieder', breaking: true });
    await until(() => service.taken.length === 1, 'what came since');
    expect(service.splice()[0]?.message).toMatchObject({ item: item.id });
    const audit = (await server.call('GET', '/api/v1/audit?feed=storm')).text;
    expect(audit).toContain('add follower');
    expect(audit).not.toContain('/push/');
  });
});
