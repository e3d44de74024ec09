import { randomUUID } from 'node:crypto';
import { until } from '../../until.ts';
import { call } from '../../call.ts';
import { StockReader } from '../../stock-reader.ts';
import { faults, item, openNewsroom } from './newsroom-room.ts';

describe('publishing', () => {
  const room = openNewsroom();

  test('publishes, edits, corrects, strikes and takes down, and readers follow', async () => {
    const { server, feed, items, state } = room;
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

  test('coverage ends and opens again, and readers are told', async () => {
    const { server, feed, state } = room;
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
    const { server, feed } = room;
    const hostile =
      '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const { item: posted } = await server.publish(feed, { headline: hostile, body: hostile });
    expect(posted.headline).toBe(hostile);
    expect(posted.body).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: hostile }] },
    ]);
  });

  test('a change needs the revision it changes: 428 without, 412 with the current item when it moved on', async () => {
    const { server, feed, items } = room;
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
    const { server, items } = room;
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

  test('a byline is a name, as it always was, and the people are there where more is known', async () => {
    const { server, feed } = room;
    const ida = { name: 'Ida', role: 'reporter', picture: '/media/1/ida.jpg' };
    const { item: posted } = await server.publish(feed, {
      headline: 'Who wrote it',
      bylines: ['Ann', { name: ' Bo ' }, ida],
    });
    expect(posted.bylines).toEqual(['Ann', 'Bo', 'Ida']);
    expect(posted.people).toEqual([{ name: 'Ann' }, { name: 'Bo' }, ida]);
    const names = { kind: 'edit', bylines: ['Ann'] };
    const path = `/api/v1/feeds/${feed}/items/${posted.id}`;
    const plain = item(await server.call('PATCH', path, names, { 'if-match': '"1"' }));
    expect([plain.bylines, plain.people]).toEqual([['Ann'], undefined]);
  });

  test('a long item says how long it takes to read, as long as it is long', async () => {
    const { server, feed, items } = room;
    const long = { headline: 'Long', body: 'Of the port and the storm '.repeat(100) };
    const { item: posted } = await server.publish(feed, long);
    expect(posted.minutes).toBe(3);
    const at = `${items}/${posted.id}`;
    const edit = (fields: object, rev: number) =>
      server.call('PATCH', at, { kind: 'edit', ...fields }, { 'if-match': `"${rev}"` });
    expect(item(await edit({ headline: 'Longer' }, 1)).minutes).toBe(3);
    expect(item(await edit({ body: 'Short.' }, 2)).minutes).toBeUndefined();
    expect(item(await edit({ body: long.body }, 3)).minutes).toBe(3);
    expect(item(await edit({ body: null }, 4)).minutes).toBeUndefined();
  });

  test('related stories stand at the foot of their item, until they are taken away', async () => {
    const { server, feed, items } = room;
    const related = [{ url: 'https://paper.example/winters', title: 'Three winters' }];
    const { item: posted } = await server.publish(feed, { headline: 'Ice', related });
    expect(posted.related).toEqual(related);
    const page = async () => (await server.call('GET', `/feeds/${feed}`)).text;
    expect(await page()).toContain('<a href="https://paper.example/winters"><bdi>Three winters<');
    const gone = { kind: 'edit', related: [] };
    const answer = await server.call('PATCH', `${items}/${posted.id}`, gone, { 'if-match': '"1"' });
    expect(item(answer)).not.toHaveProperty('related');
    expect(await page()).not.toContain('Three winters');
  });

  test('a preview is the block tree of the text', async () => {
    const { server } = room;
    const { json } = await server.call('POST', '/api/v1/preview', { body: '# A\n\n> b' });
    expect(json['body']).toMatchObject([{ kind: 'heading', level: 1 }, { kind: 'quote' }]);
  });
});
