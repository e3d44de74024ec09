import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { Instance } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle, type Settled } from '../settle.ts';

const together = 50;

/** FAULTS 16: readers that come in while something is published, and while others leave. */
export const round: Round = { name: 'attach', run: async () => [await comeInDuring(10_000)] };

export async function comeInDuring(attaches: number): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const instance = new Instance(url, { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken });
  await instance.start();
  try {
    const editor = new Editor('f', [url]);
    await editor.createFeed();
    const crowd = new Crowd('f', [url]);
    crowd.add(together);
    const rounds: Settled[] = [];
    for (let come = together; come <= attaches; come += together) {
      const posts = Array.from({ length: 6 }, () => editor.post());
      await Promise.all([...posts, editor.doSomething()]);
      rounds.push(await settle(crowd, editor));
      crowd.replace(together);
    }
    crowd.leave();
    return rowOf('publishing while readers attach', rounds, { rounds: rounds.length * together });
  } finally {
    await instance.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}
