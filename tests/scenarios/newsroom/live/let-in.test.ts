import { randomUUID } from 'node:crypto';
import { may } from '../../../../src/accounts/principal.ts';
import { demands } from '../../../../src/newsroom/asked.ts';
import { call } from '../../../call.ts';
import { until } from '../../../until.ts';
import { LiveRoom } from './live-room.ts';

/** Sooner than rights are looked at without a word of their change. */
const atOnceMs = 30_000;

describe('who is let into the newsroom', () => {
  const room = new LiveRoom();

  test('nobody comes in without a session or a token, nor by another site', async () => {
    const { feed } = room;
    const ana = await room.person('editor');
    const wrong = [
      room.connect(room.one.url, {}),
      room.connect(room.one.url, { token: 'dateline_made_up' }),
      room.connect(room.one.url, { cookie: `dateline_session=${'x'.repeat(43)}` }),
      room.connect(room.one.url, { cookie: ana.cookie, origin: 'https://elsewhere.example' }),
    ];
    await until(() => wrong.every(({ refusal }) => refusal !== undefined), 'all refusals');
    expect(wrong.map(({ refusal }) => (refusal as { code: string }).code)).toEqual([
      'not_signed_in',
      'not_signed_in',
      'not_signed_in',
      'not_allowed',
    ]);
    const right = room.connect(room.one.url, { token: (await room.token('reporter')).token });
    await right.enter(feed);
    expect(right.people).toEqual(['reporter']);
  });

  test.each(['none', 'reporter', 'editor', 'admin'] as const)(
    'each event is for whom the table allows it: %s',
    async (role) => {
      const { feed } = room;
      const client = room.connect(room.two.url, { token: (await room.token(role)).token });
      await until(() => client.socket.connected, 'the connection');
      const isIn = may({ role }, demands.enter);
      if (isIn) await client.enter(feed);
      for (const event of ['enter', 'editing', 'done', 'leave'] as const) {
        const before = client.of('refused').length;
        client.socket.emit(event, { feed, item: randomUUID() });
        client.socket.emit('leave', { feed: 'No Slug' });
        // The second answer says that the first event was looked at.
        const answers = may({ role }, demands[event]) ? 1 : 2;
        await until(() => client.of('refused').length >= before + answers, 'the answers');
        const codes = client
          .of('refused')
          .slice(before)
          .map((told) => told?.code);
        expect(codes).toEqual([...(answers === 2 ? ['not_allowed'] : []), 'malformed']);
      }
    },
  );

  test('who is signed out, removed or erased, or whose token ends, is out at once, at every instance', async () => {
    const { feed } = room;
    const [ana, bea, cai, eva] = [
      await room.person('editor'),
      await room.person('editor'),
      await room.person('editor'),
      await room.person('editor'),
    ];
    const program = await room.token('editor', 'a program');
    const [a, b, c] = [
      await room.enters(room.two, ana),
      await room.enters(room.two, bea),
      await room.enters(room.one, cai),
    ];
    const d = await room.connect(room.two.url, { token: program.token }).enter(feed);
    const e = await room.enters(room.two, eva);
    await c.sees(ana.name, bea.name, cai.name, eva.name, 'a program');
    const own = { cookie: ana.cookie, origin: room.one.url };
    await call(room.one.url, 'DELETE', '/api/v1/session', undefined, own);
    await room.one.call('DELETE', `/api/v1/people/${bea.id}`);
    await room.one.call('POST', `/api/v1/people/${eva.id}/erase`);
    await room.one.call('DELETE', `/api/v1/tokens/${program.id}`);
    await until(
      () => [a, b, d, e].every(({ socket }) => socket.disconnected),
      'all four ends',
      atOnceMs,
    );
    for (const out of [a, b, d, e]) {
      expect(out.of('refused').map((told) => told?.code)).toEqual(['not_signed_in']);
    }
    await c.sees(cai.name);
  });

  test('whose role is taken in this feed leaves it at once, and hears nothing of it any more', async () => {
    const { feed } = room;
    const [ana, bea] = [await room.person('editor'), await room.person('editor')];
    const [a, b] = [await room.enters(room.two, ana), await room.enters(room.one, bea)];
    await b.sees(ana.name, bea.name);
    await room.one.call('PATCH', `/api/v1/people/${ana.id}`, { feeds: { [feed]: 'none' } });
    await until(() => String(b.people) === bea.name, 'Bea alone', atOnceMs);
    expect(a.of('refused').at(-1)).toMatchObject({ feed, code: 'not_allowed' });
    const before = a.heard.length;
    await room.one.call('POST', `/api/v1/feeds/${feed}/items`, { headline: 'x', draft: true });
    await until(() => b.of('draft').length === 1, 'the draft');
    expect(a.heard.slice(before)).toEqual([]);
  });

  test('a tab that sends without end is disconnected, and one feed too many is refused', async () => {
    const { feed } = room;
    const client = await room.enters(room.one, await room.person('editor'));
    for (let more = 0; more < 5; more += 1) {
      await room.one.createFeed(`${feed}-${more}`);
      client.socket.emit('enter', { feed: `${feed}-${more}` });
    }
    await until(() => client.of('refused').length === 2, 'two refusals');
    expect(client.of('refused').map((told) => told?.code)).toEqual(
      Array.from({ length: 2 }, () => 'too_many_subscriptions'),
    );
    for (let more = 0; more < 200; more += 1) client.socket.emit('leave', { feed });
    await until(() => client.socket.disconnected, 'the end');
    expect(client.of('refused').at(-1)?.code).toBe('too_many_requests');
  });
});
