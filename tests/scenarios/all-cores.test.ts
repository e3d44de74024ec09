import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { accepts } from '../services/accepts.ts';
import { emptyFolder } from '../services/databases.ts';
import { freePort } from '../services/free-port.ts';
import { until } from '../until.ts';
import { Machine, metricOf } from './machine.ts';

/** INSTANCES=2: two processes on one port, one embedded database and no Redis. */
describe('instances of one machine', () => {
  test('share the readers of one port; what one publishes reaches the readers of both by itself, in order', async () => {
    await using machine = await Machine.start();
    await machine.connectReaders(2);
    expect(await machine.metric('dateline_connections')).toBe(machine.readers.length);
    // What the exchange brings is not read; what only the sweep finds is, from the log.
    const reads = () => machine.metric('dateline_log_calls_total{call="read"}');
    const readBefore = (await reads()) || 0;
    for (let n = 1; n <= 12; n += 1) {
      expect((await machine.publish(`news ${n}`)).status).toBe(201);
      await until(() => machine.readers.every(({ seqs }) => seqs.at(-1) === n), `news ${n}`);
    }
    for (const { seqs } of machine.readers) {
      expect(seqs).toEqual(Array.from({ length: 13 }, (_, n) => n));
    }
    // A sweep may come between an append and its announcement.
    expect(((await reads()) || 0) - readBefore).toBeLessThanOrEqual(3);
    expect(await machine.metric('dateline_instances')).toBe(2);
    expect((await call(machine.url, 'GET', '/readyz')).json).toEqual({
      status: 'ready',
      log: true,
      write: true,
      bus: true,
    });
  });

  test('append to one feed without a hole for 64 publishers at once, each once', async () => {
    await using machine = await Machine.start();
    const headlines: string[] = [];
    const publishers = Array.from({ length: 64 }, async (_, publisher) => {
      for (let n = 0; n < 4; n += 1) {
        const headline = `${publisher}/${n}`;
        const { status, text } = await machine.publish(headline);
        if (status !== 201) throw new Error(`publishing answered ${status}: ${text}`);
        headlines.push(headline);
      }
    });
    await Promise.all(publishers);
    const log = new SqlLog(await machine.place.open());
    const changes = await log.read('f', 0, 1_000);
    await log.close();
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 256 }, (_, n) => n + 1));
    expect(changes.slice(1).map(({ prev }) => prev)).toEqual(
      changes.slice(0, -1).map(({ tag }) => tag),
    );
    const posted = changes.map((change) =>
      'item' in change && 'headline' in change.item ? change.item.headline : '',
    );
    expect(new Set(posted)).toEqual(new Set(headlines));
    expect(new Set(posted).size).toBe(256);
  });

  test('say in one answer what all of them count; one that is stuck is left out, and counted', async () => {
    await using machine = await Machine.start();
    // No two ask the same: every call has asked the log of whichever instance took it.
    const calls = Array.from({ length: 20 }, (_, n) =>
      call(machine.url, 'GET', `/api/v1/feeds/f/items?limit=${n + 1}`),
    );
    await Promise.all(calls);
    expect(await machine.metric('dateline_log_calls_total{call="items"}')).toBe(20);
    expect(await machine.metric('dateline_instances_silent')).toBe(0);
    process.kill(machine.pidOf(2), 'SIGSTOP');
    let text = '';
    await until(
      async () => {
        // Whoever is taken by the one that is stuck tries again.
        const answer = await fetch(`${machine.url}/metrics`, {
          signal: AbortSignal.timeout(4_000),
          headers: { connection: 'close' },
        }).catch(() => undefined);
        text = (await answer?.text()) ?? '';
        return text !== '';
      },
      'an answer',
      25_000,
    );
    process.kill(machine.pidOf(2), 'SIGCONT');
    expect(metricOf(text, 'dateline_instances')).toBe(1);
    expect(metricOf(text, 'dateline_instances_silent')).toBe(1);
    await until(async () => (await machine.metric('dateline_instances')) === 2, 'both');
  });

  test('say once where they serve, and make one sign-in link, which signs in once', async () => {
    const place = emptyFolder();
    await using server = ServerProcess.run({
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: place.where.dataDir,
      INSTANCES: '3',
    });
    await until(() => /signin=[\w-]{43}/.test(server.output), 'the link');
    expect(server.output.match(/serves at/g)).toHaveLength(1);
    expect(server.output.match(/signin=/g)).toHaveLength(1);
    expect(server.instances().size).toBe(3);
    const [, port = '', code = ''] =
      /localhost:(\d+)\/newsroom#signin=(.*)/.exec(server.output) ?? [];
    const tries = Array.from({ length: 6 }, () =>
      call(`http://127.0.0.1:${port}`, 'POST', '/api/v1/session', { code }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401, 401]);
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    await place.drop();
  });

  test('use Redis where it is named, and each says of itself that it is away', async () => {
    const place = emptyFolder();
    const { server, url } = await ServerProcess.serving({
      DATA_DIR: place.where.dataDir,
      ADMIN_TOKEN: adminToken,
      REDIS_URL: 'redis://127.0.0.1:1',
      INSTANCES: '2',
    });
    for (const number of [1, 2]) {
      const line = new RegExp(`^\\[Instance ${number}\\].*Redis: .*ECONNREFUSED`, 'm');
      await until(() => line.test(server.output), `instance ${number}`);
    }
    expect((await call(url, 'GET', '/readyz')).json['bus']).toBe(false);
    await server.kill('SIGTERM');
    await place.drop();
  });

  test('do not share the port with another Dateline', async () => {
    await using machine = await Machine.start();
    const place = emptyFolder();
    const { port } = new URL(machine.url);
    const common = { HOST: '127.0.0.1', PORT: port, ADMIN_TOKEN: adminToken };
    const other = ServerProcess.run({ ...common, DATA_DIR: place.where.dataDir, INSTANCES: '2' });
    expect(await other.ended()).toBe(1);
    expect(other.output).toMatch(new RegExp(`Port ${port} is taken.*PORT`));
    await place.drop();
  });

  test.each(['1', '2'])('and whoever comes before %s of them serve is answered', async (count) => {
    const place = emptyFolder();
    const port = await freePort();
    const common = { HOST: '127.0.0.1', PORT: String(port), INSTANCES: count };
    const environment = { ...common, DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    await using server = ServerProcess.run(environment);
    await until(() => accepts(port), 'the port');
    const come = () => call(`http://127.0.0.1:${port}`, 'GET', '/healthz');
    const answers = await Promise.all(Array.from({ length: 5 }, come));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await server.kill('SIGTERM');
    await place.drop();
  });

  test('begin an empty folder together', async () => {
    const place = emptyFolder();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const started = await Promise.all([1, 2, 3, 4].map(() => ServerProcess.serving(environment)));
    for (const { server } of started) await server.kill();
    await place.drop();
  });
});
