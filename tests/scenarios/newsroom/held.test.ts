import { randomUUID } from 'node:crypto';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { filledIn, readerAddresses } from '../../reader-addresses.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { faults, item, openNewsroom } from './newsroom-room.ts';

describe('posts that are held', () => {
  const room = openNewsroom();
  const secrets: Record<string, string> = {};
  const feed = 'undo';
  const items = `/api/v1/feeds/${feed}/items`;

  beforeAll(async () => {
    await room.server.createFeed(feed, { undoSeconds: 60 });
    for (const [name, role] of [
      ['vera', 'reporter'],
      ['ed', 'editor'],
    ] as const) {
      const { json } = await room.server.call('POST', '/api/v1/tokens', { name, role });
      secrets[name] = String(json['secret']);
    }
  });

  const as = (name: string, method: string, path: string, body?: object, more = {}) =>
    call(room.server.url, method, `${items}${path}`, body, {
      authorization: `Bearer ${secrets[name]}`,
      ...more,
    });
  const outcome = async (answer: ReturnType<typeof as>) => {
    const { status, json } = await answer;
    return [status, json['code']];
  };
  const drafts = async () =>
    (await room.server.call('GET', `/api/v1/feeds/${feed}/drafts`)).json['items'];
  const state = async () => (await call(room.server.url, 'GET', `/api/v1/feeds/${feed}`)).text;

  test('the answer and the list say that it is held and until when; taken back it is a draft; the audit has it', async () => {
    const before = await state();
    const held = await as('ed', 'POST', '', { headline: 'The pier burns', breaking: true });
    const { id } = item(held);
    expect(held.json).not.toHaveProperty('change');
    expect(held.json['item']).toMatchObject({ draft: true, state: 'held', author: 'ed', rev: 1 });
    const { until: time } = held.json['item'] as { until: string };
    expect(Date.parse(time)).toBeGreaterThan(Date.now());
    expect(await drafts()).toEqual([held.json['item']]);
    expect(
      await outcome(as('ed', 'PATCH', `/${id}`, { headline: 'x' }, { 'if-match': '"1"' })),
    ).toEqual([409, 'wrong_state']);
    expect(await outcome(as('vera', 'POST', `/${id}/recall`))).toEqual([403, 'not_allowed']);
    expect(faults(await as('ed', 'POST', `/${id}/recall`, { more: 1 }))).toHaveLength(1);
    const back = await as('ed', 'POST', `/${id}/recall`);
    expect([back.status, back.headers.get('etag')]).toEqual([200, '"2"']);
    expect(back.json['item']).toMatchObject({ id, state: 'draft', headline: 'The pier burns' });
    expect(await outcome(as('ed', 'POST', `/${id}/recall`))).toEqual([409, 'wrong_state']);
    expect(await state()).toBe(before);
    const { json } = await room.server.call('GET', `/api/v1/audit?item=${id}`);
    const acts = json['acts'] as readonly { name: string; action: string }[];
    expect(acts.map(({ name, action }) => `${name}: ${action}`)).toEqual([
      'ed: recall',
      'ed: hold',
    ]);
    await as('ed', 'DELETE', `/${id}`);
  });

  test('a post that is sent twice under its key is held once, and answers the same', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const post = () => as('ed', 'POST', '', { headline: 'Once' }, key);
    const answers = await Promise.all(Array.from({ length: 8 }, post));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => item(answer).id)).size).toBe(1);
    expect(await drafts()).toMatchObject([{ headline: 'Once', state: 'held' }]);
    for (const answer of answers.slice(0, 1)) await as('ed', 'DELETE', `/${item(answer).id}`);
  });

  test('what is approved and what is published out of the drafts is held; what corrects, withdraws or removes is not', async () => {
    const { id } = item(await as('vera', 'POST', '', { headline: 'Of Vera', draft: true }));
    await as('vera', 'POST', `/${id}/submit`, {}, { 'if-match': '"1"' });
    const approved = await as('ed', 'PATCH', `/${id}`, { draft: false }, { 'if-match': '"2"' });
    expect(approved.json['item']).toMatchObject({
      id,
      state: 'held',
      author: 'vera',
      editor: 'ed',
    });
    expect(await outcome(as('vera', 'DELETE', `/${id}`))).toEqual([403, 'not_allowed']);
    const set = (undoSeconds: number) =>
      room.server.call('PATCH', `/api/v1/feeds/${feed}`, { undoSeconds });
    await set(0);
    const { item: out } = await room.server.publish(feed, { headline: 'Out' });
    await set(60);
    const note = 'It was not so.';
    for (const [kind, rev] of [
      ['correct', 1],
      ['strike', 2],
      ['unstrike', 3],
    ] as const) {
      const changed = await as(
        'ed',
        'PATCH',
        `/${out.id}`,
        { kind, note },
        { 'if-match': `"${rev}"` },
      );
      expect(changed.json['change']).toBeDefined();
    }
    const gone = await as('ed', 'DELETE', `/${out.id}`, { reason: 'asked for' });
    expect(gone.json['item']).toHaveProperty('removedAt');
    await as('ed', 'DELETE', `/${id}`);
    expect(await drafts()).toEqual([]);
  });

  test('nothing of it is at any address for readers, and no socket gets it', async () => {
    const canary = 'heldcanary';
    using reader = new StockReader(room.server.url, { v: 1, subs: [{ feed }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const { id } = item(await as('ed', 'POST', '', { headline: `The ${canary}` }));
    const head = (await room.server.call('GET', `/api/v1/feeds/${feed}/head`)).json;
    const values = { feed, id, epoch: String(head['epoch']), n: '0', lang: 'en' };
    const time = new Date().toISOString();
    let asked = 0;
    for (const address of readerAddresses().filter((one) => !one.endsWith('/stream'))) {
      const { text } = await call(room.server.url, 'GET', filledIn(address, { ...values, time }));
      expect([address, text.includes(canary)]).toEqual([address, false]);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(20);
    expect(reader.of('change')).toEqual([]);
    await as('ed', 'DELETE', `/${id}`);
  });

  test('undoSeconds is a whole number from 0 to 60; anything else is refused, and changes nothing', async () => {
    for (const undoSeconds of [-1, 61, 1.5, '5', true]) {
      const answer = await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { undoSeconds });
      expect([answer.status, faults(answer)]).toEqual([422, ['/undoSeconds']]);
    }
    const info = (JSON.parse(await state()) as { info: object }).info;
    expect(info).toMatchObject({ undoSeconds: 60 });
  });
});

test('a held post comes out once, at its time, though the instance that took it was killed (25)', async () => {
  const place = await madePostgres();
  const { databaseUrl = '' } = place.where;
  const environment = { DATABASE_URL: databaseUrl, ADMIN_TOKEN: adminToken };
  const first = await ServerProcess.serving(environment);
  const second = await ServerProcess.serving(environment);
  try {
    const send = (url: string, path: string, body: object) =>
      call(url, 'POST', `/api/v1/feeds${path}`, body, { authorization: `Bearer ${adminToken}` });
    await send(first.url, '', { slug: 'f', title: 'F', undoSeconds: 3 });
    using reader = new StockReader(second.url, { v: 1, subs: [{ feed: 'f' }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const held = await send(first.url, '/f/items', { headline: 'Held over a crash' });
    await first.server.kill();
    const { until: time } = held.json['item'] as { until: string };
    await until(() => reader.of('change').length > 0, 'the held post');
    const [change] = reader.of('change');
    expect(change).toMatchObject({ kind: 'post', item: { headline: 'Held over a crash', rev: 1 } });
    expect(change && change.at >= time).toBe(true);
    const recalled = await send(second.url, `/f/items/${item(held).id}/recall`, {});
    expect([recalled.status, recalled.json['code']]).toEqual([409, 'already_published']);
    const after = await call(second.url, 'GET', '/api/v1/feeds/f');
    expect(after.json).toMatchObject({ seq: 1 });
  } finally {
    await first.server.kill();
    await second.server.kill();
    await place.drop();
  }
});
