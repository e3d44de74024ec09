import type { Upstream } from '../../../../src/log/upstreams/upstream.ts';
import { randomOf } from '../../../random.ts';
import { adminToken, call } from '../../../call.ts';
import { freePort } from '../../../services/free-port.ts';
import { until } from '../../../until.ts';
import { differences, lookAlike } from '../../../upstreams/views.ts';
import { Cable } from '../../cable.ts';
import { Instance, withServices, type Shared } from '../../cluster.ts';
import { Editor } from '../../editor.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
const patienceMs = 300_000;

/** A newsroom follows another one, each with two instances, through cuts of the line and kills on both sides. */
export const round: Round = {
  name: 'newsrooms',
  run: ({ seed }) =>
    withServices((there) =>
      withServices(async (here) => [
        await newsroomsThrough(there, here, { changes: 500, cuts: 12, kills: 10, seed }),
      ]),
    ),
};

interface NewsroomFaults {
  readonly changes: number;
  /** Of the line between them; every third lasts while news goes on. */
  readonly cuts: number;
  /** Of instances on either side, by turns. */
  readonly kills: number;
  readonly seed: number;
}

async function newsroomsThrough(
  one: Shared,
  other: Shared,
  { changes, cuts, kills, seed }: NewsroomFaults,
): Promise<Row> {
  const there = await twoInstances(one);
  const here = await twoInstances(other);
  const [source] = there;
  const [desk] = here;
  if (source === undefined || desk === undefined) throw new Error('There are no instances.');
  const lines = await Promise.all(there.map(({ url }) => Cable.to(Number(new URL(url).port))));
  const [line] = lines;
  if (line === undefined) throw new Error('There is no line.');
  const editor = new Editor(
    'storm',
    there.map(({ url }) => url),
    randomOf(seed),
  );
  try {
    await editor.createFeed();
    await send(here, 'POST', '/api/v1/feeds', { slug: 'taken', title: 'Taken' });
    await until(
      async () => (await call(source.url, 'GET', '/api/v1/feeds/storm')).status === 200,
      'the feed',
    );
    const url = `http://127.0.0.1:${line.port}/feeds/storm`;
    const asked = { url, mode: 'published', from: 'beginning' };
    await send(here, 'POST', '/api/v1/feeds/taken/upstreams', asked);
    let [kill, cut] = [0, 0];
    for (let n = 1; n <= changes; n += 1) {
      await editor.doSomething();
      if (n % Math.floor(changes / cuts) === 0) {
        cut += 1;
        if (cut % 3 === 0) line.pullOut();
        else line.cut();
        if (cut % 3 === 1) line.putIn();
      }
      if (n % Math.floor(changes / kills) === 0) {
        const side = kill % 2 === 0 ? here : there;
        const instance = side[Math.floor(kill / 2) % 2];
        kill += 1;
        await instance?.stop('SIGKILL');
        await instance?.start();
      }
    }
    line.putIn();
    const healedMs = performance.now();
    const views = [
      [source.url, 'storm'],
      [desk.url, 'taken'],
    ] as const;
    const isAlike = await until(() => lookAlike(...views), 'the same view', patienceMs).then(
      () => true,
      () => false,
    );
    const healMs = performance.now() - healedMs;
    const found = isAlike ? [] : await differences(...views);
    const { json } = await send(here, 'GET', '/api/v1/feeds/taken/upstreams');
    const [upstream] = json['upstreams'] as readonly Upstream[];
    const state = { kept: upstream?.kept, skipped: upstream?.skipped };
    const odd = state.kept === 0 && state.skipped === 0 ? [] : [JSON.stringify(state)];
    const twice = await postedTwice(desk.url, 'taken');
    const faults = [...found, ...odd, ...twice, ...(await editor.faultsOfLog())];
    const head = Number((await call(source.url, 'GET', '/api/v1/feeds/storm/head')).json['seq']);
    const note = `${head} changes followed, ${cut} cuts, ${kill} kills on both sides: ${upstream?.seq} are here`;
    const settled = [{ views: 2, healMs, faults }];
    return rowOf('a newsroom that follows another is cut off and killed', settled, {
      rounds: cut + kill,
      note,
    });
  } finally {
    await Promise.all([...there, ...here].map((instance) => instance.stop('SIGKILL')));
    for (const each of lines) await each[Symbol.asyncDispose]();
  }
}

async function twoInstances({ redisUrl, databaseUrl }: Shared): Promise<readonly Instance[]> {
  const environment = {
    REDIS_URL: redisUrl,
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: adminToken,
    FOLLOWERS_ALLOW_PRIVATE: '1',
  };
  const ports = [await freePort(), await freePort()];
  const instances = ports.map((port) => new Instance(`http://127.0.0.1:${port}`, environment));
  for (const instance of instances) await instance.start();
  return instances;
}

async function send(instances: readonly Instance[], method: string, path: string, body?: object) {
  const [first] = instances;
  const answer = await call(first?.url ?? '', method, path, body, bearer);
  if (answer.status >= 400) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}

/** Items that were posted more than once in a log. */
async function postedTwice(url: string, feed: string): Promise<readonly string[]> {
  const { json: head } = await call(url, 'GET', `/api/v1/feeds/${feed}/head`);
  const posts: string[] = [];
  for (let n = 0; n * 64 < Number(head['seq']); n += 1) {
    const path = `/api/v1/feeds/${feed}/log/${String(head['epoch'])}/${n}`;
    const all = (await call(url, 'GET', path)).json['changes'] as readonly {
      kind: string;
      item?: { id: string };
    }[];
    posts.push(...all.flatMap(({ kind, item }) => (kind === 'post' && item ? [item.id] : [])));
  }
  return posts.filter((id, at) => posts.indexOf(id) !== at).map((id) => `${id} was posted twice`);
}
