import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Position } from '../../src/feed/position.ts';
import { adminToken, call } from '../call.ts';
import { isAlive, ServerProcess } from '../process.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';
import { VirtualReader } from '../virtual-reader.ts';
import { StreamReader } from './reading/stream-reader.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
/** Of a connection that is kept alive, a predecessor waits for the end. */
const closing = { connection: 'close' };
const dist = resolve(import.meta.dirname, '../../dist');

/** A socket with a port on which nobody listens here; of Node, which has no types for it yet. */
const { BoundSocket } = net as unknown as {
  readonly BoundSocket: new (where: { readonly host: string }) => {
    readonly fd: () => number;
    readonly address: () => { readonly port: number };
    readonly close: () => void;
  };
};

/** A service that is told to reload (SIGHUP): one that served alone, and is the parent of its successors from then on. */
describe('a service that reloads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-release-'));
  const program = join(folder, 'process/one-of-several.js');
  let place: EmptyDatabase;
  let server: ServerProcess;
  let url: string;
  let readers: VirtualReader[];
  let published: number;
  const problems: string[] = [];

  beforeAll(async () => {
    mkdirSync(join(folder, 'process'));
    symlinkSync(join(dist, 'main.js'), join(folder, 'main.js'));
    symlinkSync(join(dist, 'process/one-of-several.js'), program);
    place = emptyFolder();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    ({ server, url } = await ServerProcess.serving(environment, ':', join(folder, 'main.js')));
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
    published = 0;
    readers = Array.from({ length: 40 }, () => new VirtualReader('f', () => url));
    for (const reader of readers) reader.connect();
    await until(() => readers.every(({ view }) => view !== undefined), 'the readers');
  });

  afterAll(async () => {
    for (const reader of readers) reader[Symbol.dispose]();
    const pids = started();
    await server.kill();
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
    await place.drop();
    rmSync(folder, { recursive: true });
  });

  /** Publishes one after the other until it is stopped, on a connection that is kept alive. */
  function publishing(): () => Promise<void> {
    const over = new AbortController();
    const publish = async () => {
      while (!over.signal.aborted) {
        const headline = `news ${published + 1}`;
        try {
          const path = '/api/v1/feeds/f/items';
          const { status } = await call(url, 'POST', path, { headline }, bearer);
          if (status === 201) published += 1;
          else problems.push(`publishing answered ${status}`);
        } catch (error) {
          problems.push(String(error));
        }
      }
    };
    const work = publish();
    return async () => {
      over.abort();
      await work;
    };
  }

  const told = (words: RegExp) => server.output.match(new RegExp(words, 'g'))?.length ?? 0;
  const haveAll = async () => {
    await until(() => readers.every(({ view }) => view?.seq === published), 'all of it');
    expect(readers.flatMap(({ broken }) => broken)).toEqual([]);
  };
  const losses = () => readers.reduce((sum, reader) => sum + reader.losses, 0);
  /** The processes that the service has started, and that have not ended. */
  const started = () => server.children.filter(isAlive);
  const reload = async (times: number) => {
    process.kill(server.pid, 'SIGHUP');
    await until(() => told(/Reloaded in/) === times, 'the reload');
  };

  test('hands its readers over while news come in: nobody reconnects, nothing is lost, doubled or refused', async () => {
    using stream = new StreamReader('f');
    stream.connect(url);
    await until(() => stream.view !== undefined, 'the stream');
    const stop = publishing();
    await until(() => published > 20, 'news before');
    await reload(1);
    const after = published;
    await until(() => published > after + 20, 'news after');
    await until(() => stream.ended, 'the end of the stream');
    await stop();
    await haveAll();
    expect(readers.map(({ applied }) => applied)).toEqual(readers.map(() => published));
    expect(losses()).toBe(0);
    expect(problems).toEqual([]);
    expect(await metric('dateline_connections')).toBe(readers.length);
    expect(stream.events.at(-1)?.event).toBe('bye');
    expect(stream.broken).toEqual([]);
  });

  test('again, while nothing comes in, tells nobody anything, and leaves one process more than before the first', async () => {
    using reader = new StockReader(url, { v: 1, subs: [{ feed: 'f' }] });
    await until(() => reader.of('head').length === 1, 'the reader');
    const [predecessor = 0] = started();
    await reload(2);
    await until(() => !isAlive(predecessor), 'its end');
    expect(started()).toHaveLength(1);
    const { status } = await call(
      url,
      'POST',
      '/api/v1/feeds/f/items',
      { headline: 'x' },
      { ...bearer, ...closing },
    );
    expect(status).toBe(201);
    published += 1;
    await until(() => reader.of('change').length === 1, 'the news');
    expect(reader.events.map(({ event }) => event)).toEqual(['snapshot', 'head', 'change']);
    await haveAll();
    expect(losses()).toBe(0);
  });

  test('whose program on disk is broken goes on as it was, and says why', async () => {
    rmSync(program);
    writeFileSync(program, 'throw new Error("half uploaded");');
    const before = started();
    process.kill(server.pid, 'SIGHUP');
    await until(() => told(/Not reloaded/) === 1, 'the words');
    expect(server.output).toContain('half uploaded');
    expect(server.output).toContain('instance 1 ended before it served (exit code 1)');
    expect(started()).toEqual(before);
    const { status } = await call(
      url,
      'POST',
      '/api/v1/feeds/f/items',
      { headline: 'x' },
      { ...bearer, ...closing },
    );
    expect(status).toBe(201);
    published += 1;
    await haveAll();
    expect(losses()).toBe(0);
    rmSync(program);
    symlinkSync(join(dist, 'process/one-of-several.js'), program);
  });

  test('whose successor is killed while it takes over loses no news: its readers come back to the next', async () => {
    const [predecessor] = started();
    const stop = publishing();
    await reload(3);
    for (const pid of started()) if (pid !== predecessor) process.kill(pid, 'SIGKILL');
    await until(() => told(/Instance 1 ended \(SIGKILL\)/) === 1, 'its end');
    await stop();
    let newest: Position | undefined;
    const isBack = async () => {
      newest = await call(url, 'GET', '/api/v1/feeds/f', undefined, closing).then(
        ({ json }) => json as unknown as Position,
        () => undefined,
      );
      return newest !== undefined;
    };
    await until(isBack, 'another');
    published = newest?.seq ?? 0;
    await haveAll();
    expect(losses()).toBeGreaterThan(0);
  });

  test('told to stop while it reloads, it stops, and no process is left', async () => {
    process.kill(server.pid, 'SIGHUP');
    await until(() => told(/Reloading/) === 5, 'the reload');
    const before = started();
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(told(/Reloaded in/)).toBe(3);
    await until(() => !before.some(isAlive), 'their ends');
  });

  test('whose port a service manager keeps open refuses nobody while it is started anew', async () => {
    const socket = new BoundSocket({ host: '127.0.0.1' });
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const start = () =>
      ServerProcess.serving(environment, 'export LISTEN_FDS=1 LISTEN_PID=$$', undefined, [
        socket.fd(),
      ]);
    const first = await start();
    expect(first.url).toBe(`http://127.0.0.1:${socket.address().port}`);
    await first.server.kill('SIGTERM');
    const answer = call(first.url, 'GET', '/healthz', undefined, closing);
    const second = await start();
    expect((await answer).status).toBe(200);
    await second.server.kill();
    socket.close();
  });

  async function metric(name: string): Promise<number> {
    const { text } = await call(url, 'GET', '/metrics', undefined, closing);
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1));
  }
});
