import { readdirSync, readFileSync } from 'node:fs';
import { adminToken } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import { rowOf } from '../report/row-of.ts';
import { quantile } from '../report/spread.ts';
import type { Round, Row } from '../round.ts';
import { gathered, settle } from '../settle.ts';

const feed = 'reloaded';

export interface Reloading {
  readonly times: number;
  readonly readers: number;
  readonly postMs: number;
}

/** The embedded default is told to reload again and again, under readers and publishing: nobody may notice. */
export const round: Round = {
  name: 'reload',
  run: async () => [await reloadAll({ times: 10, readers: 10_000, postMs: 200 })],
};

export async function reloadAll({ times, readers, postMs }: Reloading): Promise<Row> {
  const place = emptyFolder();
  const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
  const { server, url } = await ServerProcess.serving(environment);
  const editor = new Editor(feed, [url]);
  await editor.createFeed();
  await editor.post();
  const crowd = new Crowd(feed, [url]);
  crowd.add(readers);
  await gathered(crowd, 60_000);
  crowd.turnPage();
  const before = crowd.report().returns;

  const failed: string[] = [];
  const posts: Promise<void>[] = [];
  const posting = setInterval(() => {
    posts.push(editor.post().catch((error: unknown) => void failed.push(String(error))));
  }, postMs);
  const held: Held[] = [];
  for (let n = 1; n <= times; n += 1) {
    server.signal('SIGHUP');
    const isDone = () => server.output.match(/Reloaded in/g)?.length === n;
    await until(isDone, `reload ${n}`);
    // The predecessor has left.
    await until(() => server.children.length === 1, 'its end');
    held.push(heldBy(server.pid, server.children[0] ?? 0));
  }
  clearInterval(posting);
  await Promise.all(posts);
  const settled = await settle(crowd, editor);
  const { resets, returns } = crowd.report();
  const { arrivalsMs } = crowd;
  crowd.leave();
  await server.kill('SIGTERM');
  await place.drop();

  if (returns > before) failed.push(`${returns - before} connections were lost`);
  if (resets > 0) failed.push(`${resets} readers started anew`);
  if (editor.refusals > 0) failed.push(`${editor.refusals} posts were tried again`);
  const [p50, p99, worst] = [0.5, 0.99, 1].map((share) => quantile(arrivalsMs, share));
  const faults = [...settled.faults, ...failed, ...growthOf(held)];
  return rowOf('reloads under readers and publishing', [{ ...settled, faults }], {
    rounds: times,
    note:
      `${posts.length} posts; from the editor to the screen p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms; ` +
      `after each, the main process and the instance: ${held.map(told).join(', ')}`,
  });
}

/** What the main process and its one instance hold. */
interface Held {
  readonly mainMb: number;
  readonly mainFiles: number;
  readonly instanceMb: number;
  readonly instanceFiles: number;
}

function heldBy(main: number, instance: number): Held {
  return {
    mainMb: residentMb(main),
    mainFiles: filesOf(main),
    instanceMb: residentMb(instance),
    instanceFiles: filesOf(instance),
  };
}

/** An instance is new each time; the main process stays. The first reload ends its own service. */
function growthOf(held: readonly Held[]): readonly string[] {
  const [first, last] = [held[1], held.at(-1)];
  if (first === undefined || last === undefined) return [];
  const files = last.mainFiles - first.mainFiles;
  const instanceFiles = last.instanceFiles - first.instanceFiles;
  return [
    ...(files > 2 ? [`the main process holds ${files} files more`] : []),
    ...(instanceFiles > 4 ? [`the instance holds ${instanceFiles} files more`] : []),
    ...(last.mainMb > 1.1 * first.mainMb + 8 ? [`the main process has ${last.mainMb} MB`] : []),
  ];
}

function told({ mainMb, mainFiles, instanceMb, instanceFiles }: Held): string {
  return `${mainMb} MB, ${mainFiles} files and ${instanceMb} MB, ${instanceFiles} files`;
}

function residentMb(pid: number): number {
  const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1_024);
}

function filesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
