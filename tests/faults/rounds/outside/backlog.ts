import { adminToken, call } from '../../../call.ts';
import { freePort } from '../../../services/free-port.ts';
import { until } from '../../../until.ts';
import { Instance, withServices } from '../../cluster.ts';
import { feed, OutsideDesk } from '../../outside/outside-desk.ts';
import { webhookTarget } from '../../outside/outside-target.ts';
import { ReaderGroup } from '../../reader-group.ts';
import { percentile } from '../../report/figures.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';

const megabyte = 1024 * 1024;

/**
 * What the heap may grow by while changes wait and are told: V8 collects when it likes, and the same load was seen to end
 * between 320 and 380 MB, waiting or not.
 */
const flatMb = (before: number) => before / 5 + 20;

interface Backlog {
  /** What waits while the target is away. */
  readonly changes: number;
  readonly readers: number;
  /** Posts of which the way to readers is measured: before, while it waits, and while it is told. */
  readonly posts: number;
}

/**
 * A webhook's target is away while a story of many entries is imported, and comes back: what it costs, and what readers notice.
 * Before, a story of as many entries is imported while the target is there: what the import itself costs is no backlog.
 */
export const round: Round = {
  name: 'backlog',
  run: async () => [await backlog({ changes: 10_000, readers: 50, posts: 200 })],
};

function backlog({ changes, readers, posts }: Backlog): Promise<Row> {
  return withServices(async ({ redisUrl, databaseUrl }) => {
    const instance = new Instance(`http://127.0.0.1:${await freePort()}`, {
      REDIS_URL: redisUrl,
      DATABASE_URL: databaseUrl,
      ADMIN_TOKEN: adminToken,
      FOLLOWERS_ALLOW_PRIVATE: '1',
    });
    const target = await webhookTarget();
    try {
      await instance.start();
      const desk = new OutsideDesk([instance.url]);
      await desk.begin();
      await target.follow(desk);
      using group = await ReaderGroup.joined(feed, readers, () => instance.url);
      const rssMb = async () =>
        Math.round((await instance.metric('process_resident_memory_bytes')) / megabyte);
      const p99 = async () => Math.round(percentile(await delaysOf(instance, group, posts), 0.99));
      await importStory(instance, 'told', changes);
      desk.changes = changes;
      await desk.allTold(1);
      const [calm, before] = [await p99(), await rssMb()];
      target.cable.pullOut();
      await importStory(instance, 'waiting', changes);
      const [away, waiting] = [await p99(), await rssMb()];
      target.cable.putIn();
      await desk.tryNow();
      const startMs = performance.now();
      const { deliveries: count } = target;
      const soFar = count();
      await until(() => count() > soFar, 'the target to be told', 600_000);
      let during = await rssMb();
      const watch = setInterval(
        () =>
          void rssMb().then(
            (mb) => (during = Math.max(during, mb)),
            () => undefined,
          ),
        500,
      );
      const busy = await p99();
      const left = (await desk.behind()).get('webhook') ?? 0;
      await desk.allTold(1);
      clearInterval(watch);
      const healMs = performance.now() - startMs;
      desk.changes = 2 * changes + 3 * posts;
      const { wrongOrder, missing, deliveries } = await target.verdict(desk);
      const faults = [
        ...(wrongOrder > 0 ? [`${wrongOrder} in the wrong order`] : []),
        ...(missing > 0 ? [`${missing} missing`] : []),
        ...(Math.max(waiting, during) > before + flatMb(before)
          ? [
              `memory grew from ${before} to ${waiting} MB while it waited, and ${during} MB while it was told`,
            ]
          : []),
        ...(left === 0 ? ['it was told everything before readers were measured'] : []),
      ];
      const note =
        `resident memory ${before} MB when ${changes} were told, ${waiting} MB while as many wait, ${during} MB at most while they are told, ${await rssMb()} MB after; ` +
        `publish to reader p99 ${calm}, ${away} and ${busy} ms; ${Math.round(((deliveries - soFar) / healMs) * 1_000)} told a second`;
      return rowOf('a webhook is away for long', [{ views: deliveries, healMs, faults }], { note });
    } finally {
      await instance.stop('SIGKILL');
      await target.close();
    }
  });
}

/** From each post to its place in each reader's view (ms). */
async function delaysOf(
  { url }: Instance,
  group: ReaderGroup,
  posts: number,
): Promise<readonly number[]> {
  const sentMs = new Map<number, number>();
  for (let n = 0; n < posts; n += 1) {
    const atMs = performance.now();
    const headers = { authorization: `Bearer ${adminToken}` };
    const path = `/api/v1/feeds/${feed}/items`;
    const { json } = await call(url, 'POST', path, { headline: `Post ${n}` }, headers);
    const { seq } = json['change'] as { readonly seq: number };
    sentMs.set(seq, atMs);
    await group.have(seq);
  }
  return group.delaysMs(sentMs);
}

async function importStory({ url }: Instance, name: string, entries: number): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z').getTime();
  const lines = Array.from({ length: entries }, (_, n) => {
    const postedAt = new Date(at + n * 1_000).toISOString();
    const wording = { kind: 'post', at: postedAt, headline: `Entry ${n}, ${name}` };
    return { externalId: `${name}-${n}`, postedAt, wordings: [wording] };
  });
  const body = [{ dateline: 1, feed: {} }, ...lines].map((line) => JSON.stringify(line)).join('\n');
  const headers = {
    authorization: `Bearer ${adminToken}`,
    'content-type': 'application/x-ndjson',
  };
  const path = `/api/v1/feeds/${feed}/import`;
  const response = await fetch(url + path, { method: 'POST', headers, body });
  const [{ status }, text] = [response, await response.text()];
  const { report } = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as {
    readonly report?: { readonly made: number };
  };
  if (status !== 200 || report?.made !== entries) {
    throw new Error(`the import answered ${status}: ${text.slice(-500)}`);
  }
}
