import { randomUUID } from 'node:crypto';
import { adminToken } from '../../../call.ts';
import { ServerProcess } from '../../../process.ts';
import { StockReader } from '../../../stock-reader.ts';
import { until } from '../../../until.ts';
import { LiveRoom } from './live-room.ts';

describe('who is in the newsroom, on two instances with Redis', () => {
  const room = new LiveRoom();

  test('people at both instances see each other come and go, and two tabs are one person', async () => {
    const [ana, bea] = [await room.person('editor'), await room.person('reporter')];
    const [a, b] = [await room.enters(room.one, ana), await room.enters(room.two, bea)];
    await Promise.all([a.sees(ana.name, bea.name), b.sees(ana.name, bea.name)]);
    const second = await room.enters(room.two, ana);
    await second.sees(ana.name, bea.name);
    a.socket.close();
    await second.sees(ana.name, bea.name);
    second.socket.close();
    await b.sees(bea.name);
  });

  test('who edits what is told, the last to come last, and is over with the tab', async () => {
    const { feed } = room;
    const [ana, bea] = [await room.person('editor'), await room.person('editor')];
    const [a, b] = [await room.enters(room.one, ana), await room.enters(room.two, bea)];
    const item = randomUUID();
    a.socket.emit('editing', { feed, item });
    await b.seesEditing(item, ana.name);
    b.socket.emit('editing', { feed, item });
    await a.seesEditing(item, ana.name, bea.name);
    a.socket.emit('editing', { feed, item });
    await b.seesEditing(item, bea.name, ana.name);
    b.socket.emit('done', { feed, item });
    await a.seesEditing(item, ana.name);
    a.socket.close();
    await b.seesEditing(item);
  });

  test('a machine that vanishes without a word is not shown for ever', async () => {
    const [ana, bea] = [await room.person('editor'), await room.person('editor')];
    const [a, b] = [await room.enters(room.one, ana), await room.enters(room.one, bea)];
    await b.sees(ana.name, bea.name);
    a.fallSilent();
    await b.sees(bea.name);
    await until(() => a.socket.disconnected, 'the end of the silent connection');
  });

  test('the people of an instance that crashes vanish', async () => {
    const { server: third, url } = await ServerProcess.serving({
      DATABASE_URL: room.databaseUrl,
      REDIS_URL: room.redisUrl,
      ADMIN_TOKEN: adminToken,
    });
    await using _third = third;
    const [ana, bea] = [await room.person('editor'), await room.person('editor')];
    await room.enters({ url }, ana);
    const b = await room.enters(room.two, bea);
    await b.sees(ana.name, bea.name);
    // It has no moment to say that its people leave.
    await third.kill('SIGKILL');
    await b.sees(bea.name);
  });

  test('what happens to a draft is told at both instances, without its words', async () => {
    const { feed } = room;
    const bea = await room.person('editor');
    const b = await room.enters(room.two, bea);
    const secret = 'the gates are shut';
    const made = await room.one.call('POST', `/api/v1/feeds/${feed}/items`, {
      headline: secret,
      draft: true,
    });
    const { id } = made.json['item'] as { id: string };
    const path = `/api/v1/feeds/${feed}/items/${id}`;
    await room.one.call('POST', `${path}/submit`, {}, { 'if-match': '"1"' });
    await until(() => b.of('queue').at(-1)?.length === 1, 'the length of the queue');
    await room.one.call('POST', `${path}/return`, { note: 'Which gates?' }, { 'if-match': '"2"' });
    await until(() => b.of('queue').at(-1)?.length === 0, 'the length of the queue');
    const { json } = await room.one.call('GET', `/api/v1/feeds/${feed}/drafts`);
    const [{ rev }] = json['items'] as [{ rev: number }];
    await room.one.call('DELETE', path, undefined, { 'if-match': `"${rev}"` });
    await until(() => b.of('draft').length === 4, 'four acts');
    expect(b.of('draft').map((told) => [told?.act, told?.id, told?.by])).toEqual(
      ['saved', 'submitted', 'returned', 'discarded'].map((act) => [act, id, 'admin']),
    );
    expect(JSON.stringify(b.heard)).not.toContain(secret);
    expect(JSON.stringify(b.heard)).not.toContain('Which gates');
  });

  test('how many readers a feed has at all instances is told, and who left is not counted', async () => {
    const { feed } = room;
    // A program, which has no page that follows the feed.
    const { token } = await room.token('editor', 'counting');
    const b = await room.connect(room.two.url, { token }).enter(feed);
    const readers = () => b.of('readers').at(-1)?.readers;
    const auth = { v: 1, subs: [{ feed }] };
    using one = new StockReader(room.one.url, auth);
    using two = new StockReader(room.two.url, auth);
    await until(() => readers() === 2, 'two readers');
    two[Symbol.dispose]();
    await until(() => readers() === 1, 'one reader');
    expect(one.of('snapshot')).toHaveLength(1);
  });

  test('a draft that is published is told of, also by its time', async () => {
    const { feed } = room;
    const b = await room.enters(room.two, await room.person('editor'));
    const draft = async (more: object) => {
      const made = await room.one.call('POST', `/api/v1/feeds/${feed}/items`, {
        headline: 'x',
        ...more,
      });
      return (made.json['item'] as { id: string }).id;
    };
    const soon = await draft({ embargo: new Date(Date.now() + 1_500).toISOString() });
    const now = await draft({ draft: true });
    const path = `/api/v1/feeds/${feed}/items/${now}`;
    await room.one.call('PATCH', path, { draft: false }, { 'if-match': '"1"' });
    const published = () =>
      b.of('draft').flatMap((told) => (told?.act === 'published' ? [told.id] : []));
    await until(() => published().length === 2, 'both');
    expect([...published()].sort()).toEqual([soon, now].sort());
  });
});
