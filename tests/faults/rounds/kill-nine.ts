import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken, call } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { ReaderGroup } from '../reader-group.ts';
import { Instance } from '../cluster.ts';
import { Desk } from '../desk.ts';
import { Editor } from '../editor.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';
import { SmallDisk } from '../small-disk.ts';

const feed = 'f';
const publishers = 8;
const megabyte = 1024 * 1024;

/** FAULTS 17: the embedded database under kill -9, and on a full disk. */
export const round: Round = {
  name: 'kill-nine',
  run: async () => [
    await killWhilePublishing({ rounds: 30, readers: 50, postsARound: 40 }),
    await fillTheDisk({ rounds: 5, readers: 50 }),
  ],
};

export interface Measure {
  readonly rounds: number;
  readonly readers: number;
}

export async function killWhilePublishing({
  rounds,
  readers,
  postsARound,
}: Measure & { readonly postsARound: number }): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  try {
    return await withReaders(dataDir, readers, async ({ instance, editor, desk, group }) => {
      const healsMs: number[] = [];
      for (let n = 0; n < rounds; n += 1) {
        const before = editor.acknowledged.size;
        const publishing = Promise.all(
          Array.from({ length: publishers }, async () => {
            while ((await desk.post(instance.url)).answer !== undefined);
          }),
        );
        await until(() => editor.acknowledged.size >= before + postsARound + n, 'some posts');
        await instance.stop('SIGKILL');
        await publishing;
        await instance.start();
        const backMs = performance.now();
        await group.connected();
        await group.have(Math.max(...desk.sentMs.keys()));
        healsMs.push(performance.now() - backMs);
      }
      const settled = await settle(group, editor);
      const faults = [...settled.faults];
      if (group.resets > 0) faults.push(`${group.resets} readers were set back`);
      const note = `${editor.acknowledged.size} posts acknowledged`;
      const all = { ...settled, healMs: Math.max(...healsMs), faults };
      return rowOf('kill -9 during publishing, embedded database', [all], { rounds, note });
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The disk fills up, all else is refused; there is room again, and the refused posts land, once. */
export async function fillTheDisk({ rounds, readers }: Measure): Promise<Row> {
  const fault = 'the disk is full, embedded database';
  const settled = [];
  const answers = new Map<string, number>();
  if (!SmallDisk.canBeMade()) return rowOf(fault, [], { note: 'not tried: mounting needs root' });
  for (let n = 0; n < rounds; n += 1) {
    // Different sizes, so that different statements find no room.
    using disk = new SmallDisk(6 * megabyte + n * 300_000, 3 * megabyte);
    settled.push(
      await withReaders(disk.path, readers, async ({ instance, editor, desk, group }) => {
        const { url } = instance;
        const faults: string[] = [];
        const body = 'word '.repeat(1_000 + 300 * n);
        const refused: string[] = [];
        for (let k = 0; refused.length < 20 && k < 5_000; k += 1) {
          const { headline, answer } = await desk.post(url, undefined, { body });
          if (answer?.status === 201) continue;
          refused.push(headline);
          const told = `${answer?.status} ${answer?.headers.get('content-type')} ${String(answer?.json['code'])}`;
          answers.set(told, (answers.get(told) ?? 0) + 1);
          if (answer?.status !== 503 || !/problem\+json/.test(told)) {
            faults.push(`a post on a full disk was answered ${told} ${answer?.text}`);
          }
        }
        if (refused.length === 0) faults.push('the disk was never full');
        if ((await call(url, 'GET', '/healthz')).status !== 200) faults.push('not alive');
        // Each second it tries a small write, which may find room where a post does not.
        const isUnready = async () => {
          await desk.post(url, refused[0], { body });
          return (await call(url, 'GET', '/readyz')).status === 503;
        };
        await until(isUnready, 'a server that is not ready on a full disk').catch((error: Error) =>
          faults.push(error.message),
        );
        if ((await call(url, 'GET', `/api/v1/feeds/${feed}`)).status !== 200) {
          faults.push('readers are not served from a full disk');
        }
        const full = await settle(group, editor);
        disk.makeRoom();
        const startedMs = performance.now();
        for (const headline of refused) {
          await until(
            async () => (await desk.post(url, headline, { body })).answer?.status === 201,
            'a refused post to land',
          ).catch((error: Error) => faults.push(error.message));
        }
        const healMs = performance.now() - startedMs;
        if ((await call(url, 'GET', '/readyz')).status !== 200) faults.push('not ready again');
        const after = await settle(group, editor);
        // What the disk holds, and not only what this process remembers.
        await instance.stop('SIGKILL');
        await instance.start();
        await group.connected();
        const again = await settle(group, editor);
        return {
          ...again,
          healMs,
          faults: [...faults, ...full.faults, ...after.faults, ...again.faults],
        };
      }),
    );
  }
  const note = [...answers].map(([told, count]) => `${count} × ${told}`).join(', ');
  return rowOf(fault, settled, { note });
}

interface Room {
  readonly instance: Instance;
  readonly editor: Editor;
  readonly desk: Desk;
  readonly group: ReaderGroup;
}

/** One instance on the embedded database in `dataDir`, and readers. */
async function withReaders<T>(
  dataDir: string,
  readers: number,
  work: (room: Room) => Promise<T>,
): Promise<T> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const instance = new Instance(url, { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken });
  try {
    await instance.start();
    const editor = new Editor(feed, [url]);
    await editor.createFeed();
    using group = await ReaderGroup.joined(feed, readers, () => url);
    return await work({ instance, editor, desk: new Desk(feed, editor), group });
  } finally {
    await instance.stop('SIGKILL');
  }
}
