import { randomUUID } from 'node:crypto';
import type { Item } from '../../src/feed/item.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { emptyFolder } from '../services/databases.ts';
import { adminToken, call, StockReader, TestServer, type Answer } from '../server.ts';
import { until } from '../until.ts';

/** PROTOCOL.md §4: the way in, over HTTP. */
describe('the newsroom', () => {
  const place = emptyFolder();
  let server: TestServer;
  const feed = 'newsroom';
  const items = `/api/v1/feeds/${feed}/items`;

  beforeAll(async () => {
    server = await TestServer.start(place);
    await server.createFeed(feed);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const state = async () => (await call(server.url, 'GET', `/api/v1/feeds/${feed}`)).text;
  const item = (answer: Answer) => answer.json['item'] as Item;
  const faults = (answer: Answer) =>
    (answer.json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort();

  test('publishes, edits, corrects, strikes and takes down, and readers follow', async () => {
    using reader = new StockReader(server.url, { v: 1, subs: [{ feed }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const posted = await server.call('POST', items, {
      headline: 'Bridge *lifted*',
      body: 'The bridge is **up**.\n\n- one\n- two',
      bylines: ['A. Reporter'],
      breaking: true,
      tags: ['harbour'],
      link: 'https://example.org/story',
      image: { url: 'https://example.org/a.jpg', alt: 'A bridge', width: 800, height: 600 },
    });
    expect(posted.status).toBe(201);
    expect(posted.headers.get('etag')).toBe('"1"');
    const { id } = item(posted);
    expect(item(posted)).toMatchObject({ headline: 'Bridge *lifted*', breaking: true, rev: 1 });
    const at = `${items}/${id}`;
    const change = (rev: number, body: object) =>
      server.call('PATCH', at, body, { 'if-match': `"${rev}"` });

    const edited = await change(1, { kind: 'edit', headline: 'Bridge lifted', link: null });
    expect(item(edited)).toMatchObject({
      rev: 2,
      headline: 'Bridge lifted',
      bylines: ['A. Reporter'],
    });
    expect(item(edited).link).toBeUndefined();
    const corrected = await change(2, {
      kind: 'correct',
      note: 'It was the east bridge.',
      body: 'East.',
    });
    expect(item(corrected).corrected).toMatchObject({ note: 'It was the east bridge.' });
    expect((await server.call('PUT', `${at}/pin`)).status).toBe(200);
    const struck = await change(3, { kind: 'strike', note: 'It never rose.' });
    expect(item(struck)).toMatchObject({
      struck: { note: 'It never rose.' },
      pinned: true,
      rev: 4,
    });
    expect((await server.call('DELETE', `${at}/pin`)).status).toBe(200);
    const removed = await server.call('DELETE', at, { reason: 'A court said so.' });
    expect(removed.status).toBe(200);
    expect(Object.keys(item(removed)).sort()).toEqual(['id', 'postedAt', 'removedAt']);

    await until(() => reader.of('change').length === 7, 'all changes');
    expect(reader.of('change').map(({ kind }) => kind)).toEqual([
      'post',
      'edit',
      'correct',
      'pin',
      'strike',
      'unpin',
      'takedown',
    ]);
    expect(reader.of('change')[2]).toMatchObject({ note: 'It was the east bridge.' });
    expect(await state()).not.toContain('Bridge');
    expect((await call(server.url, 'GET', at)).status).toBe(410);
    expect((await call(server.url, 'GET', `${at}/history`)).status).toBe(410);
    expect((await change(4, { kind: 'edit', headline: 'x' })).json['code']).toBe('taken_down');
  });

  test('names every fault of an input at once, and changes nothing', async () => {
    const before = await state();
    const cases: readonly (readonly [object, readonly string[]])[] = [
      [{}, ['']],
      [{ body: '   ' }, ['/body']],
      [{ headline: 'x'.repeat(301), body: 'y'.repeat(50_001) }, ['/body', '/headline']],
      [{ headline: 'two\nlines' }, ['/headline']],
      [{ headline: 'nul\u0000' }, ['/headline']],
      [{ headline: 'half \ud800 pair' }, ['/headline']],
      [
        { headline: 7, breaking: 'yes', tags: 'a', bylines: [1] },
        ['/breaking', '/bylines/0', '/headline', '/tags'],
      ],
      [{ headline: 'a', html: '<b>', extra: 1 }, ['/extra', '/html']],
      [{ headline: 'a', link: 'javascript:alert(1)' }, ['/link']],
      [
        { headline: 'a', image: { url: 'data:x', alt: '', bad: 1 } },
        ['/image/alt', '/image/bad', '/image/url'],
      ],
      [{ headline: 'a', image: { url: '//evil.example/x', alt: 'x' } }, ['/image/url']],
      [{ headline: 'a', image: { url: '/a.png', alt: 'x', width: 3 } }, ['/image']],
      [{ headline: 'a', embargo: '2020-01-01T00:00:00Z' }, ['/embargo']],
      [{ headline: 'a', embargo: 'tomorrow' }, ['/embargo']],
      [{ headline: 'a', embargo: '2099-01-01T00:00:00Z', draft: true }, ['/embargo']],
      [{ headline: 'a', lang: 'not a language', dir: 'up' }, ['/dir', '/lang']],
    ];
    for (const [input, pointers] of cases) {
      const answer = await server.call('POST', items, input);
      expect([input, answer.status]).toEqual([input, 422]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect([input, faults(answer)]).toEqual([input, [...pointers].sort()]);
    }
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect((await server.call('POST', items, deep)).status).toBe(422);
    const malformed = await server.call('POST', items, '{"headline": ');
    expect([malformed.status, malformed.json['code']]).toEqual([400, 'malformed']);
    const big = await server.call('POST', items, { body: 'x'.repeat(300_000) });
    expect([big.status, big.json['code']]).toEqual([413, 'too_large']);
    const form = await server.call('POST', items, 'headline=a', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.json['code']]).toEqual([415, 'unsupported_type']);
    expect(await state()).toBe(before);
  });

  test('a feed of a bad or taken address, or with bad settings, is refused with every fault', async () => {
    const refused = await server.call('POST', '/api/v1/feeds', {
      slug: 'No Spaces',
      title: '',
      timezone: 'Mars/Olympus',
      lang: '!',
      origins: ['https://a.example/path'],
      secret: 1,
    });
    expect(faults(refused)).toEqual([
      '/lang',
      '/origins/0',
      '/secret',
      '/slug',
      '/timezone',
      '/title',
    ]);
    const taken = await server.call('POST', '/api/v1/feeds', { slug: feed, title: 'x' });
    expect([taken.status, taken.json['code']]).toEqual([409, 'feed_exists']);
    const unknown = await server.call('POST', '/api/v1/feeds/nowhere/items', { headline: 'a' });
    expect([unknown.status, unknown.json['code']]).toEqual([404, 'unknown_feed']);
    const empty = await server.call('PATCH', `/api/v1/feeds/${feed}`, {});
    expect(empty.status).toBe(422);
  });

  test('coverage ends and opens again, and readers are told', async () => {
    using reader = new StockReader(server.url, { v: 1, subs: [{ feed }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await server.call('PATCH', `/api/v1/feeds/${feed}`, {
      coverage: 'ended',
      description: 'All said.',
    });
    await server.call('PATCH', `/api/v1/feeds/${feed}`, { coverage: 'open', description: null });
    await until(() => reader.of('change').length === 2, 'both changes');
    expect(reader.of('change')[0]).toMatchObject({
      kind: 'feed',
      info: { coverage: 'ended', description: 'All said.' },
    });
    expect(reader.of('change')[1]).toMatchObject({ info: { coverage: 'open' } });
    expect(await state()).not.toContain('All said.');
  });

  test('markup and script in a text stay text', async () => {
    const hostile =
      '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const { item: posted } = await server.publish(feed, { headline: hostile, body: hostile });
    expect(posted.headline).toBe(hostile);
    expect(posted.body).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: hostile }] },
    ]);
  });

  test('a change needs the revision it changes: 428 without, 412 with the current item when it moved on', async () => {
    const { item: posted } = await server.publish(feed, { headline: 'one' });
    const at = `${items}/${posted.id}`;
    const edit = { kind: 'edit', headline: 'two' };
    const without = await server.call('PATCH', at, edit);
    expect([without.status, without.json['code']]).toEqual([428, 'revision_required']);
    const odd = await server.call('PATCH', at, edit, { 'if-match': 'two' });
    expect([odd.status, odd.json['code']]).toEqual([400, 'malformed']);
    expect((await server.call('PATCH', at, edit, { 'if-match': '"1"' })).status).toBe(200);
    const stale = await server.call('PATCH', at, edit, { 'if-match': '"1"' });
    expect([stale.status, stale.json['code']]).toEqual([412, 'stale_revision']);
    expect(stale.json['current']).toMatchObject({ rev: 2, headline: 'two' });
    const silent = await server.call('PATCH', at, { ...edit, note: 'x' }, { 'if-match': '"2"' });
    expect(faults(silent)).toEqual(['/note']);
    const wordless = await server.call('PATCH', at, { kind: 'correct' }, { 'if-match': '"2"' });
    expect(faults(wordless)).toEqual(['/note']);
    const nothing = await server.call('PATCH', at, { kind: 'edit' }, { 'if-match': '"2"' });
    expect(nothing.status).toBe(422);
    const gone = await server.call('PATCH', `${items}/${randomUUID()}`, edit, {
      'if-match': '"1"',
    });
    expect([gone.status, gone.json['code']]).toEqual([404, 'unknown_item']);
    expect((await server.call('PATCH', `${items}/..%2f..`, edit)).status).toBe(404);
  });

  test('the same Idempotency-Key gives the same answer, once in the log', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.call('POST', items, { headline: 'once' }, key)),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const reused = await server.call('POST', items, { headline: 'twice' }, key);
    expect([reused.status, reused.json['code']]).toEqual([422, 'key_reused']);
    const odd = await server.call('POST', items, { headline: 'a' }, { 'idempotency-key': 'a b' });
    expect(odd.status).toBe(400);
  });

  test('a draft is nowhere a reader can look, until it is published', async () => {
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
    using reader = new StockReader(server.url, { v: 1, subs: [{ feed }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const embargo = new Date(Date.now() + 700).toISOString();
    const kept = await server.call('POST', items, { headline: 'not before', embargo });
    expect(item(kept)).toMatchObject({ embargo, draft: true });
    expect(reader.of('change')).toEqual([]);
    await until(() => reader.of('change').length > 0, 'the embargoed item');
    const [change] = reader.of('change');
    expect(change).toMatchObject({ kind: 'post', item: { headline: 'not before', rev: 1 } });
    expect(change && change.at >= embargo).toBe(true);
    expect((await server.call('GET', `/api/v1/feeds/${feed}/drafts`)).json['items']).toEqual([]);
  });

  test('older items page under the snapshot', async () => {
    for (let n = 0; n < 25; n += 1)
      await server.publish(feed, { headline: `page ${n}`, key: n % 5 === 0 });
    const snapshot = JSON.parse(await state()) as Snapshot;
    expect(snapshot.items).toHaveLength(20);
    const before = encodeURIComponent(snapshot.more ?? '');
    const older = await call(server.url, 'GET', `${items}?before=${before}&limit=5`);
    const ids = (older.json['items'] as Item[]).map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(snapshot.items.map(({ id }) => id)).not.toEqual(expect.arrayContaining(ids));
    expect(older.json).toMatchObject({ seq: snapshot.seq, tag: snapshot.tag });
    const keys = await call(server.url, 'GET', `${items}?key=true`);
    expect((keys.json['items'] as Item[]).every(({ key }) => key)).toBe(true);
    const bad = await call(server.url, 'GET', `${items}?before=x&limit=0&key=maybe`);
    expect(faults(bad)).toEqual(['/key', '/limit']);
    expect((await call(server.url, 'GET', `${items}?before=x`)).status).toBe(422);
  });

  test('a snapshot that did not change is not sent again', async () => {
    const first = await call(server.url, 'GET', `/api/v1/feeds/${feed}`);
    expect(first.headers.get('cache-control')).toContain('max-age=1');
    const etag = first.headers.get('etag') ?? '';
    const path = `/api/v1/feeds/${feed}`;
    expect((await call(server.url, 'GET', path, undefined, { 'if-none-match': etag })).status).toBe(
      304,
    );
    await server.publish(feed, { headline: 'new' });
    expect((await call(server.url, 'GET', path, undefined, { 'if-none-match': etag })).status).toBe(
      200,
    );
  });

  test('nobody writes, lists or reads drafts without a token', async () => {
    const before = await state();
    const calls = [
      ['POST', items],
      ['PATCH', `${items}/${randomUUID()}`],
      ['DELETE', `${items}/${randomUUID()}`],
      ['PUT', `${items}/${randomUUID()}/pin`],
      ['GET', `${items}/${randomUUID()}/source`],
      ['POST', '/api/v1/feeds'],
      ['PATCH', `/api/v1/feeds/${feed}`],
      ['GET', '/api/v1/feeds'],
      ['GET', `/api/v1/feeds/${feed}/drafts`],
      ['POST', '/api/v1/preview'],
      ['GET', '/api/v1/session'],
    ] as const;
    const keys = ['', 'Bearer wrong', `Basic ${adminToken}`, `Bearer ${adminToken}x`];
    for (const [method, path] of calls) {
      for (const authorization of keys) {
        const headers: Record<string, string> = authorization === '' ? {} : { authorization };
        const body = method === 'GET' ? undefined : { headline: 'x' };
        const answer = await call(server.url, method, path, body, headers);
        expect([method, path, answer.status]).toEqual([method, path, 401]);
        expect(answer.json['code']).toBe('not_signed_in');
      }
    }
    expect(await state()).toBe(before);
  });

  test('a session from a token works from our own page alone, until it signs out', async () => {
    const wrong = await call(server.url, 'POST', '/api/v1/session', { token: 'wrong' });
    expect(wrong.status).toBe(401);
    const signedIn = await call(server.url, 'POST', '/api/v1/session', { token: adminToken });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const session = { cookie: cookie.split(';')[0] ?? '' };
    expect((await call(server.url, 'GET', '/api/v1/session', undefined, session)).status).toBe(200);
    const post = (headers: Record<string, string>) =>
      call(server.url, 'POST', items, { headline: 'by session' }, { ...session, ...headers });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: server.url })).status).toBe(201);
    await call(server.url, 'DELETE', '/api/v1/session', undefined, session);
    expect((await call(server.url, 'GET', '/api/v1/session', undefined, session)).status).toBe(401);
  });

  test('guessing tokens is stopped', async () => {
    await using other = await TestServer.start(emptyFolder());
    const guess = (token: string) => call(other.url, 'POST', '/api/v1/session', { token });
    const codes = [];
    for (let n = 0; n < 25; n += 1) codes.push((await guess(`guess ${n}`)).status);
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(codes.slice(20)).toEqual([429, 429, 429, 429, 429]);
  });

  test('without ADMIN_TOKEN the start hands out a link that signs in once', async () => {
    await using other = await TestServer.start(emptyFolder(), { adminToken: undefined });
    const code = /#signin=(.+)$/.exec(other.running.signInUrl ?? '')?.[1];
    const use = () => call(other.url, 'POST', '/api/v1/session', { code });
    const both = await Promise.all([use(), use()]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const bearer = { authorization: 'Bearer undefined' };
    expect((await call(other.url, 'GET', '/api/v1/feeds', undefined, bearer)).status).toBe(401);
  });

  test('a preview is the block tree of the text', async () => {
    const { json } = await server.call('POST', '/api/v1/preview', { body: '# A\n\n> b' });
    expect(json['body']).toMatchObject([{ kind: 'heading', level: 1 }, { kind: 'quote' }]);
  });
});
