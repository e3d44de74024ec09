import { positionOf } from '../../../src/feed/position.ts';
import { call } from '../../call.ts';
import { startPostgres } from '../../services/postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { ReaderGroup } from '../reader-group.ts';
import { Cluster } from '../cluster.ts';
import { Desk, repeatedly, type Sent } from '../desk.ts';
import { Editor } from '../editor.ts';
import { spread } from '../report/figures.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';

const feed = 'f';

export interface Measure {
  readonly awayMs: number;
  readonly readers: number;
}

/** FAULTS 8: PostgreSQL is shut down, and started again on the same data. */
export const round: Round = {
  name: 'database-away',
  run: async () => [await withoutDatabase({ awayMs: 30_000, readers: 60 })],
};

export async function withoutDatabase({ awayMs, readers }: Measure): Promise<Row> {
  const redis = await startRedis();
  const postgres = await startPostgres();
  try {
    const shared = { redisUrl: redis.url, databaseUrl: postgres.url };
    await using cluster = await Cluster.start(2, shared);
    const { urls } = cluster;
    const urlOf = (n: number) => urls[n % urls.length] ?? '';
    const editor = new Editor(feed, urls);
    await editor.createFeed();
    const desk = new Desk(feed, editor);
    let moves = 0;
    using group = await ReaderGroup.joined(feed, readers, (reader) => urlOf(reader + moves));
    for (let n = 0; n < 10; n += 1) await desk.mustPost(urlOf(n));
    await group.have(10);

    const faults: string[] = [];
    const refused: Sent[] = [];
    await postgres.halt();
    await Promise.all([
      repeatedly(500, awayMs, async (turn) => {
        const sent = await desk.post(urlOf(turn));
        refused.push(sent);
        faults.push(...faultsOfRefusal(sent));
      }),
      // Every reader leaves and comes back, many to the other instance.
      repeatedly(100, awayMs, async (turn) => {
        moves += 1;
        group.readers[turn % readers]?.drop();
      }),
      answersFromMemory(urls, group, faults),
    ]);
    await group.connected();
    const ready = await Promise.all(urls.map((url) => call(url, 'GET', '/readyz')));
    if (ready.some(({ status, json }) => status !== 503 || json['log'] !== false)) {
      faults.push('/readyz told of a database that was away');
    }

    await postgres.resume();
    const backMs = performance.now();
    for (const [n, { headline }] of refused.entries()) {
      await until(
        async () => (await desk.post(urlOf(n), headline)).answer?.status === 201,
        headline,
      );
      const again = await Promise.all(urls.map((url) => desk.post(url, headline)));
      if (new Set(again.map(({ answer }) => answer?.text)).size !== 1) {
        faults.push('a retried post was answered in two ways');
      }
    }
    const seq = 10 + refused.length;
    const healMs = Math.max((await group.have(seq)) - backMs, 0);
    if ((await editor.truth()).seq !== seq) faults.push('more in the log than was posted');
    if (group.resets > 0) faults.push(`${group.resets} readers were set back`);
    const settled = await settle(group, editor);
    const all = { ...settled, healMs, faults: [...faults, ...settled.faults] };
    const note = `${spread(
      'refusals',
      refused.map(({ tookMs }) => tookMs),
    )}; ${moves} reconnects meanwhile`;
    return rowOf('PostgreSQL stopped and started', [all], { note });
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

/** A post that cannot be kept is refused in a way that tells a program what to do. */
function faultsOfRefusal({ answer, tookMs }: Sent): readonly string[] {
  if (answer === undefined) return [`a post was not answered, after ${Math.round(tookMs)} ms`];
  const type = answer.headers.get('content-type') ?? '';
  const isClear =
    answer.status === 503 &&
    type.startsWith('application/problem+json') &&
    answer.headers.has('retry-after') &&
    answer.json['code'] === 'unavailable';
  return isClear ? [] : [`a post was answered ${answer.status} ${type} ${answer.text}`];
}

/**
 * A new reader gets the present snapshot from memory; a reader that comes back gets what it missed, which is nothing.
 */
async function answersFromMemory(
  urls: readonly string[],
  { readers }: ReaderGroup,
  faults: string[],
) {
  const view = readers[0]?.view;
  if (view === undefined) return;
  for (const url of urls) {
    for (const [event, position] of [
      ['snapshot', {}],
      ['sync', positionOf(view)],
    ] as const) {
      using reader = new StockReader(url, { v: 1, subs: [{ feed, ...position }] });
      const isAnswered = until(
        () => reader.of(event)[0]?.seq === view.seq,
        `a ${event} from memory`,
      );
      await isAnswered.catch((error: Error) => faults.push(error.message));
    }
  }
}
