import type { Item } from '../../../src/feed/item.ts';
import type { Upstream } from '../../../src/log/upstreams/upstream.ts';
import { Cable } from '../../faults/cable.ts';
import { Editor } from '../../faults/editor.ts';
import { randomOf } from '../../random.ts';
import { TestServer } from '../../server.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { differences, lookAlike } from '../../upstreams/views.ts';

const changes = 60;

/** Two newsrooms with two instances each, and a line between them. */
describe('a feed that another newsroom follows', () => {
  let places: readonly EmptyDatabase[];
  let there: readonly TestServer[];
  let here: readonly TestServer[];
  let line: Cable;
  let editor: Editor;
  let token: string;
  let follower: string;

  beforeAll(async () => {
    places = [await madePostgres(), await madePostgres()];
    const two = async (place: EmptyDatabase | undefined) => {
      if (place === undefined) throw new Error('There is no database.');
      const start = () => TestServer.start(place, { followersAllowPrivate: true });
      return [await start(), await start()] as const;
    };
    there = await two(places[0]);
    here = await two(places[1]);
    line = await Cable.to(Number(new URL(urlOf(there)).port));
    const urls = there.map(({ url }) => url);
    editor = new Editor('storm', urls, randomOf(7));
    await editor.createFeed();
    for (const server of there)
      await until(
        async () => (await server.call('GET', '/api/v1/feeds/storm')).status === 200,
        'the feed',
      );
    await here[0]?.createFeed('taken');
    const followers = '/api/v1/feeds/storm/followers';
    const asked = { kind: 'dateline', target: 'https://here.example' };
    const [desk] = there;
    const made = await desk?.call('POST', followers, asked);
    const { json = {} } = made ?? {};
    [token, follower] = [String(json['secret']), String(json['id'])];
  });

  afterAll(async () => {
    await line[Symbol.asyncDispose]();
    for (const server of [...there, ...here]) await server[Symbol.asyncDispose]();
    for (const place of places) await place.drop();
  });

  const urlOf = (servers: readonly TestServer[]) => servers.at(-1)?.url ?? '';
  const last = () => here.at(-1) as TestServer;
  const pair = () =>
    [
      [urlOf(there), 'storm'],
      [urlOf(here), 'taken'],
    ] as const;
  const upstream = async () => {
    const { json } = await last().call('GET', '/api/v1/feeds/taken/upstreams');
    return (json['upstreams'] as readonly Upstream[])[0];
  };
  const alike = () => until(() => lookAlike(...pair()), 'the same view', 120_000);

  test('looks the same here through cuts, corrections and takedowns, also when the instance that reads it is gone', async () => {
    for (let n = 0; n < 10; n += 1) await editor.doSomething();
    const asked = {
      url: `http://127.0.0.1:${line.port}/feeds/storm`,
      mode: 'published',
      from: 'beginning',
      name: 'The Storm',
      token,
    };
    const added = await last().call('POST', '/api/v1/feeds/taken/upstreams', asked);
    expect([added.status, added.json['token']]).toEqual([201, undefined]);
    await alike();
    for (let n = 10; n < changes; n += 1) {
      await editor.doSomething();
      if (n % 15 === 0) line.cut();
      if (n === 30) line.pullOut();
      if (n === 45) {
        line.putIn();
        const [first, ...others] = here;
        await first?.[Symbol.asyncDispose]();
        here = others;
      }
    }
    await alike();
    expect(await differences(...pair())).toEqual([]);
    expect(await upstream()).toMatchObject({ kept: 0, skipped: 0, behind: 0 });
    // Each change once, and nothing that another has told already.
    const { faults } = { faults: await logOf(urlOf(here), 'taken') };
    expect(faults).toEqual([]);
  });

  test('says on every road where its items come from', async () => {
    const { json } = await call(urlOf(here), 'GET', '/api/v1/feeds/taken');
    const item = (json['items'] as readonly Item[]).find((one) => 'headline' in one);
    const url = `http://127.0.0.1:${line.port}/feeds/storm/items/${item?.id}`;
    expect(item?.origin).toMatchObject({ name: 'The Storm', url });
    for (const road of ['', `/items/${item?.id}`, '/rss.xml', '/atom.xml', '/feed.json']) {
      const { text } = await call(urlOf(here), 'GET', `/feeds/taken${road}`);
      expect([road, text.includes(url), text.includes('The Storm')]).toEqual([road, true, true]);
    }
  });

  test('is seen by the newsroom it belongs to, which pauses and ends it', async () => {
    const path = `/api/v1/feeds/storm/followers/${follower}`;
    const desk = there[0] as TestServer;
    const row = async () => {
      const { json } = await desk.call('GET', '/api/v1/feeds/storm/followers');
      const all = json['followers'] as readonly {
        id: string;
        behind: number;
        answers: readonly object[];
      }[];
      return all.find(({ id }) => id === follower);
    };
    await until(async () => (await row())?.behind === 0, 'it to say how far it is');
    expect(await row()).toMatchObject({
      kind: 'dateline',
      target: 'https://here.example',
      health: 'well',
    });
    await desk.call('PATCH', path, { state: 'paused' });
    // News is what makes it say how far it is, soon.
    await editor.post();
    await until(
      async () => (await upstream())?.reason === 'has paused it',
      'the pause to be known',
    );
    await desk.call('PATCH', path, { state: 'running' });
    await until(async () => (await upstream())?.health === 'well', 'it to go on');
    await editor.post();
    await alike();
    await desk.call('DELETE', path);
    await editor.post();
    await until(async () => (await upstream())?.health === 'ended', 'the end to be known');
    await editor.post();
    const { status } = await last().call('GET', `/api/v1/feeds/taken/upstreams`);
    expect(status).toBe(200);
    expect(await lookAlike(...pair())).toBe(false);
    const wrong = { authorization: 'Bearer nobody' };
    const body = { epoch: 'x', seq: 1, tag: 'x' };
    expect((await call(desk.url, 'PUT', '/api/v1/feeds/storm/following', body, wrong)).status).toBe(
      401,
    );
  });
});

/** What is wrong with the log of a feed: items that were posted twice. */
async function logOf(url: string, feed: string): Promise<readonly string[]> {
  const { json: head } = await call(url, 'GET', `/api/v1/feeds/${feed}/head`);
  const posts: string[] = [];
  for (let n = 0; n * 64 < Number(head['seq']); n += 1) {
    const { json } = await call(
      url,
      'GET',
      `/api/v1/feeds/${feed}/log/${String(head['epoch'])}/${n}`,
    );
    const all = json['changes'] as readonly { kind: string; item?: { id: string } }[];
    posts.push(...all.flatMap(({ kind, item }) => (kind === 'post' && item ? [item.id] : [])));
  }
  return posts.filter((id, n) => posts.indexOf(id) !== n);
}
