import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { adminToken, call, type Answer } from '../../../call.ts';
import { freePort } from '../../../services/free-port.ts';
import { Cluster, Instance, withServices } from '../../cluster.ts';
import { Crowd } from '../../crowd.ts';
import { Editor } from '../../editor.ts';
import type { Round, Row } from '../../round.ts';
import { rowOf } from '../../report/row-of.ts';
import { gathered, settle, type Settled } from '../../settle.ts';

const publishers = 64;

/** FAULTS 3: publishers who all write at once, among them refused ones, and transactions that take their time. */
export const round: Round = {
  name: 'many-publishers',
  run: async () => [await onPostgres(20), await onEmbedded(20)],
};

export async function onPostgres(posts: number): Promise<Row> {
  return withServices(async (shared) => {
    await using cluster = await Cluster.start(3, shared);
    const client = new Client({ connectionString: shared.databaseUrl });
    await client.connect();
    const dawdle = async () => {
      await client.query('begin');
      await client.query('select * from feeds for update');
      await pause(50 + Math.random() * 100);
      await client.query('rollback');
    };
    try {
      const settled = await publishTogether(cluster.urls, posts, dawdle);
      return rowOf('64 publishers at once, PostgreSQL', [settled], { rounds: publishers * posts });
    } finally {
      await client.end();
    }
  });
}

export async function onEmbedded(posts: number): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const instance = new Instance(url, { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken });
  await instance.start();
  const database = new DatabaseSync(join(dataDir, 'dateline.sqlite'));
  database.exec('pragma busy_timeout = 5000');
  const dawdle = async () => {
    database.exec('begin immediate');
    await pause(50 + Math.random() * 100);
    database.exec('rollback');
  };
  try {
    const settled = await publishTogether([url], posts, dawdle);
    return rowOf('64 publishers at once, embedded', [settled], { rounds: publishers * posts });
  } finally {
    database.close();
    await instance.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** `dawdle`: somebody's transaction that holds up the feed for a while and is rolled back. */
async function publishTogether(
  urls: readonly string[],
  posts: number,
  dawdle: () => Promise<void>,
): Promise<Settled> {
  const editor = new Editor('f', urls);
  await editor.createFeed();
  await editor.post();
  const crowd = new Crowd('f', urls);
  crowd.add(30);
  await gathered(crowd);
  const { items } = await editor.truth();
  const end = new AbortController();
  const dawdling = (async () => {
    while (!end.signal.aborted) {
      await dawdle();
      await pause(20);
    }
  })();
  const faults: string[] = [];
  const publish = async (publisher: number) => {
    for (let n = 0; n < posts; n += 1) {
      await editor.post();
      if (Math.random() > 0.2) continue;
      const refused = await answeredBy(urls[publisher % urls.length] ?? '', items[0]?.id);
      if (refused.status !== 412) faults.push(`a stale edit was answered ${refused.status}`);
    }
  };
  await Promise.all(Array.from({ length: publishers }, (_, n) => publish(n)));
  end.abort();
  await dawdling;
  const settled = await settle(crowd, editor);
  crowd.leave();
  return { ...settled, faults: [...faults, ...settled.faults] };
}

/** The answer to an edit of a revision that never was. A database that is held up for too long may be asked again. */
async function answeredBy(url: string, id = ''): Promise<Answer> {
  for (;;) {
    const answer = await call(
      url,
      'PATCH',
      `/api/v1/feeds/f/items/${id}`,
      { kind: 'edit', body: 'of a revision there never was' },
      { authorization: `Bearer ${adminToken}`, 'if-match': '"999"' },
    );
    if (answer.status !== 503) return answer;
    await pause(100);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
