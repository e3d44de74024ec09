import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken, call } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { attacksByHttp } from '../attacks/attacks-by-http.ts';
import { attacksBySocket } from '../attacks/attacks-by-socket.ts';
import { Instance } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { gathered, settle, type Settled } from '../settle.ts';

const attacks = [...attacksBySocket, ...attacksByHttp];

/** FAULTS 15: what strangers send; meanwhile others read and write on. */
export const round: Round = { name: 'hostile-input', run: async () => [await attack(5)] };

export async function attack(times: number): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const instance = new Instance(url, { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken });
  await instance.start();
  try {
    const editor = new Editor('f', [url]);
    await editor.createFeed();
    const closed = { slug: 'closed', title: 'Nobody may show it', origins: [] };
    const bearer = { authorization: `Bearer ${adminToken}` };
    await call(url, 'POST', '/api/v1/feeds', closed, bearer);
    for (let n = 0; n < 5; n += 1) await editor.post();
    const crowd = new Crowd('f', [url]);
    crowd.add(30);
    await gathered(crowd);
    const bornMs = await instance.metric('process_start_time_seconds');
    const rounds: Settled[] = [];
    for (let n = 0; n < times; n += 1) {
      for (const { name, run } of attacks) {
        const [faults] = await Promise.all([run(url, 'f', 'closed'), editor.post()]);
        const settled = await settle(crowd, editor);
        const all = [...faults, ...settled.faults].map((fault) => `${name}: ${fault}`);
        rounds.push({ ...settled, faults: all });
      }
    }
    const faults = [
      ...((await instance.metric('process_start_time_seconds')) === bornMs ? [] : ['it died']),
      ...(instance.output.includes(adminToken) ? ['it wrote a token into its log'] : []),
      ...(crowd.report().resets === 0 ? [] : ['others were reset']),
    ];
    crowd.leave();
    rounds.push({ views: 0, healMs: 0, faults });
    return rowOf('hostile input', rounds, { rounds: times * attacks.length });
  } finally {
    await instance.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}
