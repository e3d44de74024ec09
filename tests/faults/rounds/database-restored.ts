import { Client } from 'pg';
import { call } from '../../call.ts';
import { startPostgres } from '../../services/postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { until } from '../../until.ts';
import { ReaderGroup } from '../reader-group.ts';
import { Cluster } from '../cluster.ts';
import { Desk } from '../desk.ts';
import { Editor } from '../editor.ts';
import { spread } from '../report/figures.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';

const feed = 'f';
/** PostgreSQL's code of an error. */
const objectInUse = '55006';

export interface Measure {
  readonly rounds: number;
  readonly readers: number;
  readonly healMs: number;
}

/** FAULTS 9: an older copy of the database takes its place, under running instances. */
export const round: Round = {
  name: 'database-restored',
  run: async () => [await restoreOlderCopy({ rounds: 5, readers: 60, healMs: 30_000 })],
};

export async function restoreOlderCopy({ rounds, readers, healMs }: Measure): Promise<Row> {
  const redis = await startRedis();
  const postgres = await startPostgres();
  const admin = new Client({ connectionString: postgres.url });
  try {
    await admin.connect();
    await admin.query('create database live');
    const databaseUrl = postgres.url.replace(/\/postgres$/, '/live');
    await using cluster = await Cluster.start(2, { redisUrl: redis.url, databaseUrl });
    const { urls, instances } = cluster;
    const urlOf = (n: number) => urls[n % urls.length] ?? '';
    const editor = new Editor(feed, urls);
    await editor.createFeed();
    using group = await ReaderGroup.joined(feed, readers, urlOf);
    const healsMs: number[] = [];
    const faults: string[] = [];
    for (let n = 0; n < rounds; n += 1) {
      for (let k = 0; k < 5; k += 1) await post(editor, urlOf(k));
      await unattended(admin, () => admin.query('create database copy template live'));
      const kept = new Set(editor.acknowledged);
      let lost = 0;
      for (let k = 0; k < 5; k += 1) lost = await post(editor, urlOf(k));
      await group.have(lost);

      await unattended(admin, async () => {
        await admin.query('alter database live rename to lost');
        await admin.query('alter database copy rename to live');
        await admin.query('drop database lost');
      });
      editor.acknowledged.clear();
      for (const headline of kept) editor.acknowledged.add(headline);
      const restoredMs = performance.now();
      // Nothing at first, which only a sweep can find; then less, then more than was lost, under the same numbers.
      for (let k = 0; k < 2 * n; k += 1) await post(editor, urlOf(k));
      await until(() => isKnown(databaseUrl, urls), 'every instance to know', healMs);
      const settled = await settle(group, editor, healMs);
      healsMs.push(performance.now() - restoredMs);
      faults.push(...settled.faults.map((fault) => `round ${n}: ${fault}`));
    }
    const forks = await Promise.all(instances.map((one) => one.metric('dateline_forks_total')));
    if (forks.some((count) => count < rounds)) faults.push(`forks counted: ${forks.join(', ')}`);
    if (!instances.every(({ output }) => output.includes('ALARM: the log of "f"'))) {
      faults.push('an instance has not logged the alarm');
    }
    if (group.resets < rounds * readers) faults.push(`only ${group.resets} resets`);
    const all = { views: rounds * readers, healMs: Math.max(...healsMs), faults };
    const note = `${spread('every view right after', healsMs)}; alarms counted: ${forks.join(', ')}; resets: ${group.resets}`;
    return rowOf('an older copy of the database restored', [all], { rounds, note });
  } finally {
    await admin.end();
    await redis.stop();
    await postgres.stop();
  }
}

/** Posts as soon as the database is there again; the seq it got. */
async function post(editor: Editor, url: string): Promise<number> {
  const desk = new Desk(feed, editor);
  await until(async () => (await desk.post(url)).answer?.status === 201, 'the database to be back');
  return Math.max(...desk.sentMs.keys());
}

/** Whether every instance stands where the database does. */
async function isKnown(databaseUrl: string, urls: readonly string[]): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ tag: string }>('select tag from feeds');
    const heads = await Promise.all(
      urls.map((url) => call(url, 'GET', `/api/v1/feeds/${feed}/head`)),
    );
    return heads.every(({ json }) => json['tag'] === rows[0]?.tag);
  } finally {
    await client.end();
  }
}

/** Works on the database `live` while nobody is connected to it. The first query of the work fails where somebody is. */
async function unattended(admin: Client, work: () => Promise<unknown>): Promise<void> {
  await admin.query('alter database live with allow_connections false');
  // Who was let in a moment before is connected a moment later.
  const isAlone = async () => {
    await admin.query(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'live'",
    );
    return work().then(
      () => true,
      (error: unknown) => {
        if ((error as { readonly code?: string }).code === objectInUse) return false;
        throw error;
      },
    );
  };
  await until(isAlone, 'nobody to be connected');
  await admin.query('alter database live with allow_connections true');
}
