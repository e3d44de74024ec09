import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { ServerProcess } from '../process.ts';
import { adminToken, call } from '../call.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const bearer = { authorization: `Bearer ${adminToken}` };

/** What only a real process shows: crashes, refused starts, a clean end. */
describe('the process', () => {
  test('killed in the middle of publishing, it has lost no item it acknowledged', async () => {
    const place = emptyFolder();
    const acknowledged = new Map<string, string>();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    for (let round = 0; round < 4; round += 1) {
      const { server, url } = await ServerProcess.serving(environment);
      if (round === 0) await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
      const before = acknowledged.size;
      const publishers = Array.from({ length: 8 }, async () => {
        for (;;) {
          const key = randomUUID();
          const headers = { ...bearer, 'idempotency-key': key };
          const path = '/api/v1/feeds/f/items';
          const answer = await call(url, 'POST', path, { headline: key }, headers).catch(
            () => undefined,
          );
          if (answer === undefined) return;
          if (answer.status === 201) acknowledged.set(key, answer.text);
        }
      });
      await until(() => acknowledged.size > before + 40 + round * 17, 'some items');
      await server.kill();
      await Promise.all(publishers);
    }
    const log = new SqlLog(await place.open());
    const changes = await log.read('f', 0, 1_000_000);
    await log.close();
    const times = new Map<string, number>();
    for (const change of changes) {
      const headline = 'item' in change && 'headline' in change.item ? change.item.headline : '';
      times.set(headline ?? '', (times.get(headline ?? '') ?? 0) + 1);
    }
    expect([...acknowledged.keys()].filter((key) => times.get(key) !== 1)).toEqual([]);
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));

    // The same post again, after the crash: the same answer, still once.
    const [key = '', told] = [...acknowledged][0] ?? [];
    const { server, url } = await ServerProcess.serving(environment);
    const headers = { ...bearer, 'idempotency-key': key };
    const again = await call(url, 'POST', '/api/v1/feeds/f/items', { headline: key }, headers);
    expect(again.text).toBe(told);
    const { seq } = (await call(url, 'GET', '/api/v1/feeds/f')).json as unknown as Snapshot;
    expect(seq).toBe(changes.length);
    await server.kill();
    await place.drop();
  });

  test('a wrong environment stops the start, and every fault is named with its cure', async () => {
    const run = ServerProcess.run({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      REDIS_URL: 'localhost',
      PUBLIC_URL: 'live.example.org/news',
      HOST: 'not a host',
      INSTANCES: 'many',
    });
    expect(await run.ended()).toBe(1);
    for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'HOST', 'INSTANCES']) {
      expect(run.output).toContain(`${name}: `);
    }
    expect(run.output).toContain('postgres://user:password@host:5432/name');
    expect(run.output).not.toContain('hunter2');
  });

  test('an occupied port and a database that is away are explained', async () => {
    const place = emptyFolder();
    const squatter = createServer();
    await new Promise<void>((done) => squatter.listen(0, '127.0.0.1', () => done()));
    const { port } = squatter.address() as AddressInfo;
    const common = { HOST: '127.0.0.1', DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const taken = ServerProcess.run({ ...common, PORT: String(port) });
    expect(await taken.ended()).toBe(1);
    expect(taken.output).toMatch(new RegExp(`Port ${port} is taken.*PORT`));
    await new Promise((done) => squatter.close(done));
    const away = ServerProcess.run({
      ...common,
      DATABASE_URL: `postgres://u:secret@127.0.0.1:${port}/x`,
    });
    expect(await away.ended()).toBe(1);
    expect(away.output).toContain('DATABASE_URL');
    expect(away.output).not.toContain('secret');
    await place.drop();
  });

  test('REDIS_URL without DATABASE_URL is explained; without ADMIN_TOKEN a sign-in link is printed', async () => {
    const place = emptyFolder();
    const { server } = await ServerProcess.serving({
      DATA_DIR: place.where.dataDir,
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    await until(
      () => /Several instances need one PostgreSQL \(DATABASE_URL\)/.test(server.output),
      'it',
    );
    expect(server.output).toMatch(/newsroom#signin=[\w-]{43}/);
    await server.kill('SIGTERM');
    await place.drop();
  });

  test('whose disk is full says so in /readyz and once in its log, in our words, and serves readers (A4)', async () => {
    const place = emptyFolder();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    // In blocks of 512 bytes: no file may grow beyond 1 MB.
    const { server, url } = await ServerProcess.serving(environment, 'ulimit -f 2000');
    const post = () =>
      call(
        url,
        'POST',
        '/api/v1/feeds/f/items',
        { headline: 'x', body: 'word '.repeat(5_000) },
        bearer,
      );
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
    expect((await call(url, 'GET', '/readyz')).status).toBe(200);
    let refused = await post();
    for (let n = 0; refused.status === 201 && n < 200; n += 1) refused = await post();
    expect([refused.status, refused.json['code']]).toEqual([503, 'unavailable']);
    expect(refused.json['detail']).toMatch(/^The disk of the database is full/);
    expect(refused.text).not.toMatch(/disk I\/O|SQLITE|ERR_/);
    for (let n = 0; n < 5; n += 1) await post();
    const ready = await call(url, 'GET', '/readyz');
    expect([ready.status, ready.json['status']]).toEqual([503, 'not ready']);
    expect(ready.json['write']).toMatchObject({ reason: expect.stringMatching(/disk .* full/) });
    expect((await call(url, 'GET', '/readyz?for=reading')).status).toBe(200);
    expect((await call(url, 'GET', '/feeds/f')).status).toBe(200);
    expect(server.output.match(/cannot be written/g)).toHaveLength(1);
    await server.kill();
    await place.drop();
  });

  test('whose folder cannot be made ends at once with one line (A6)', async () => {
    for (const folder of ['/proc/nope', '/dev/null/data']) {
      const run = ServerProcess.run({ DATA_DIR: folder, ADMIN_TOKEN: adminToken, PORT: '0' });
      expect(await run.ended()).toBe(1);
      expect(run.output.trim().split('\n')).toHaveLength(1);
      expect(run.output).toMatch(/DATA_DIR \(/);
    }
  });

  test('it starts with what the build compiled; told to stop, it ends cleanly, and logged no token', async () => {
    const place = emptyFolder();
    const environment = {
      DATA_DIR: place.where.dataDir,
      ADMIN_TOKEN: adminToken,
      NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
    };
    const { server, url } = await ServerProcess.serving(environment);
    for (const program of ['process/run.js', 'libraries.js']) {
      expect(server.output).toMatch(new RegExp(`cache for .*/dist/${program} was accepted`));
    }
    await call(url, 'GET', '/api/v1/feeds', undefined, bearer);
    await call(url, 'POST', '/api/v1/session', { token: `${adminToken}-wrong` });
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(server.output).not.toContain(adminToken);
    await place.drop();
  });
});
