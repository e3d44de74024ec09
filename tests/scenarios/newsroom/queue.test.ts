import { randomUUID } from 'node:crypto';
import { call } from '../../call.ts';
import { filledIn, readerAddresses } from '../../reader-addresses.ts';
import { faults, item, openNewsroom } from './newsroom-room.ts';

describe('the queue', () => {
  const room = openNewsroom();
  const secrets: Record<string, string> = {};

  beforeAll(async () => {
    for (const [name, role] of [
      ['vera', 'reporter'],
      ['otto', 'reporter'],
      ['ed', 'editor'],
    ] as const) {
      const { json } = await room.server.call('POST', '/api/v1/tokens', { name, role });
      secrets[name] = String(json['secret']);
    }
  });

  const as = (name: string, method: string, path: string, body?: object, rev?: number) =>
    call(room.server.url, method, `${room.items}${path}`, body, {
      authorization: `Bearer ${secrets[name]}`,
      ...(rev !== undefined && { 'if-match': `"${rev}"` }),
    });
  const outcome = async (answer: ReturnType<typeof as>) => {
    const { status, json } = await answer;
    return [status, json['code']];
  };
  const begin = async (headline: string) =>
    item(await as('vera', 'POST', '', { headline, draft: true })).id;
  const drafts = async () => {
    const { json } = await room.server.call('GET', `/api/v1/feeds/${room.feed}/drafts`);
    return json['items'] as readonly Record<string, unknown>[];
  };

  test('a reporter writes and submits, an editor returns and approves; who and where is in the list', async () => {
    const id = await begin('A gate is shut');
    const sent = await as('vera', 'POST', `/${id}/submit`, undefined, 1);
    expect([sent.status, sent.headers.get('etag')]).toEqual([200, '"2"']);
    expect(sent.json['item']).toMatchObject({ state: 'submitted', author: 'vera', draft: true });
    const note = 'Which gate?\nAsk the harbour.';
    const back = await as('ed', 'POST', `/${id}/return`, { note }, 2);
    expect(back.json['item']).toMatchObject({ state: 'returned', note, editor: 'ed' });
    expect(await drafts()).toMatchObject([{ id, state: 'returned', author: 'vera', note }]);
    await as('vera', 'PATCH', `/${id}`, { headline: 'The second gate is shut' }, 3);
    await as('vera', 'POST', `/${id}/submit`, {}, 4);
    const out = await as('ed', 'PATCH', `/${id}`, { draft: false }, 5);
    expect(item(out)).toMatchObject({ id, rev: 1, headline: 'The second gate is shut' });
    expect(await drafts()).toEqual([]);
    // Of the way to readers they get nothing.
    for (const word of ['author', 'editor', 'note', 'state', 'vera', 'Which gate'])
      expect(await room.state()).not.toContain(`"${word}`);
    const { json } = await room.server.call('GET', `/api/v1/audit?item=${id}`);
    const acts = json['acts'] as readonly { name: string; action: string }[];
    expect(acts.map(({ name, action }) => `${name}: ${action}`).toReversed()).toEqual([
      'vera: keep draft',
      'vera: submit draft',
      'ed: return draft',
      'vera: change draft',
      'vera: submit draft',
      'ed: post',
    ]);
  });

  test('a reporter has no hand in what others wrote, approves nothing and returns nothing', async () => {
    const id = await begin('Hers alone');
    const refused = [403, 'not_allowed'];
    expect(await outcome(as('otto', 'PATCH', `/${id}`, { headline: 'His' }, 1))).toEqual(refused);
    expect(await outcome(as('otto', 'DELETE', `/${id}`, undefined, 1))).toEqual(refused);
    expect(await outcome(as('otto', 'POST', `/${id}/submit`, {}, 1))).toEqual(refused);
    await as('vera', 'POST', `/${id}/submit`, {}, 1);
    expect(await outcome(as('vera', 'PATCH', `/${id}`, { draft: false }, 2))).toEqual(refused);
    expect(await outcome(as('vera', 'POST', `/${id}/return`, { note: 'x' }, 2))).toEqual(refused);
    const embargo = '2099-01-01T00:00:00Z';
    expect(await outcome(as('vera', 'PATCH', `/${id}`, { embargo }, 2))).toEqual(refused);
    // An editor may change it where it waits; it waits on.
    const mended = await as('ed', 'PATCH', `/${id}`, { headline: 'Theirs' }, 2);
    expect(mended.json['item']).toMatchObject({ state: 'submitted', author: 'vera', editor: 'ed' });
    expect((await as('ed', 'DELETE', `/${id}`, undefined, 3)).status).toBe(204);
  });

  test('what cannot be done is said, with the cure, and changes nothing', async () => {
    const id = await begin('Of steps');
    const was = await drafts();
    expect(await outcome(as('vera', 'POST', `/${id}/submit`, {}))).toEqual([
      428,
      'revision_required',
    ]);
    expect(await outcome(as('vera', 'POST', `/${id}/submit`, {}, 7))).toEqual([
      412,
      'stale_revision',
    ]);
    expect(await outcome(as('ed', 'POST', `/${id}/return`, { note: 'x' }, 1))).toEqual([
      409,
      'wrong_state',
    ]);
    for (const body of [{}, { note: '' }, { note: 'x'.repeat(2_001) }, { note: 'x', more: 1 }]) {
      const answer = await as('ed', 'POST', `/${id}/return`, body, 1);
      expect([answer.status, faults(answer).length]).toEqual([422, 1]);
    }
    expect((await as('vera', 'POST', `/${id}/submit`, { note: 'x' }, 1)).status).toBe(422);
    expect(await drafts()).toEqual(was);
    const { item: out } = await room.server.publish(room.feed, { headline: 'Out' });
    expect(await outcome(as('ed', 'POST', `/${out.id}/submit`, {}, 1))).toEqual([
      409,
      'already_published',
    ]);
    expect(await outcome(as('ed', 'POST', `/${randomUUID()}/submit`, {}, 1))).toEqual([
      404,
      'unknown_item',
    ]);
  });

  test('nothing of it is at any address for readers, whatever its state', async () => {
    const canary = 'queuedcanary';
    const id = await begin(`The ${canary}`);
    await as('vera', 'POST', `/${id}/submit`, {}, 1);
    const head = (await room.server.call('GET', `/api/v1/feeds/${room.feed}/head`)).json;
    const values = { feed: room.feed, id, epoch: String(head['epoch']), n: '0', lang: 'en' };
    const time = new Date().toISOString();
    let asked = 0;
    for (const address of readerAddresses().filter((one) => !one.endsWith('/stream'))) {
      const { text } = await call(room.server.url, 'GET', filledIn(address, { ...values, time }));
      expect([address, text.includes(canary)]).toEqual([address, false]);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(20);
  });
});
