import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { isAlive } from '../../process.ts';
import { until } from '../../until.ts';
import { Machine } from '../machine.ts';

/** INSTANCES=2, and what ends one of them, all of them, or their parent. */
describe('instances of one machine', () => {
  let machine: Machine;

  beforeEach(async () => {
    machine = await Machine.start();
  });

  afterEach(async () => {
    await machine[Symbol.asyncDispose]();
  });

  const told = (event: 'bye') => machine.readers.every((reader) => reader.of(event).length > 0);

  test('survive the crash of one: its readers come back, the others notice nothing, another takes its place', async () => {
    await machine.connectReaders(2);
    await machine.publish('before');
    const lost = await machine.connections(2);
    const killed = machine.pidOf(2);
    process.kill(killed, 'SIGKILL');
    const cutOff = () => machine.readers.filter(({ losses }) => losses > 0);
    await until(() => cutOff().length === lost, 'its readers to be cut off');
    expect((await machine.publish('without it')).status).toBe(201);
    await until(() => machine.readers.every(({ seqs }) => seqs.at(-1) === 2), 'everybody');
    await until(async () => (await machine.metric('dateline_instances')) === 2, 'another');
    expect(machine.pidOf(2)).not.toBe(killed);
    expect(await machine.metric('dateline_instances_replaced_total')).toBe(1);
    expect(machine.server.output).toContain('Instance 2 ended (SIGKILL). It is started anew in');

    const stayed = machine.readers.filter(({ losses }) => losses === 0);
    expect(stayed).toHaveLength(machine.readers.length - lost);
    for (const { seqs } of stayed) expect(seqs).toEqual([0, 1, 2]);
    // The new one takes readers, and hears of what is published.
    const readers = machine.readers.length;
    await until(async () => {
      await machine.connectReaders(0);
      return (await machine.connections(2)) > 0;
    }, 'a reader on it');
    expect(machine.readers.length).toBeGreaterThan(readers);
    await machine.publish('with it');
    await until(() => machine.readers.every(({ seqs }) => seqs.at(-1) === 3), 'all of them');
  });

  test('are replaced by a reload, each by one of its own number, and no reader notices', async () => {
    await machine.connectReaders(2);
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    machine.server.signal('SIGHUP');
    await until(() => machine.server.output.includes('Reloaded in'), 'the reload');
    await machine.publish('on the way');
    await until(() => !pids.some(isAlive), 'the end of both');
    await machine.publish('after it');
    await until(() => machine.readers.every(({ seqs }) => seqs.at(-1) === 2), 'the news');
    expect(machine.readers.filter(({ losses }) => losses > 0)).toEqual([]);
    expect(await machine.metric('dateline_connections')).toBe(machine.readers.length);
    expect(await machine.metric('dateline_instances')).toBe(2);
  });

  test('let their readers go together when their parent is told to stop, and end in order', async () => {
    await machine.connectReaders(1);
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    // Each has told the other of itself, and neither can take the readers of the other.
    const knows = async () => (await machine.metric('dateline_other_instances')) === 1;
    await until(knows, 'both to know of each other');
    await machine.server.kill('SIGTERM');
    expect(await machine.server.ended()).toBe(0);
    await until(() => told('bye'), 'the goodbyes of both');
    // They are not drained, for which a second would be told. Who comes back at once may meet the other before it ends.
    const times = machine.readers.flatMap((reader) => reader.of('bye'));
    expect(times.filter(({ withinMs }) => withinMs > 200)).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('count the Ctrl+C that a terminal sends to all of them, and the parent to each, as one', async () => {
    await machine.connectReaders(1);
    const pids = [machine.server.pid, machine.pidOf(1), machine.pidOf(2)];
    for (const pid of pids) process.kill(pid, 'SIGINT');
    expect(await machine.server.ended()).toBe(0);
    await until(() => told('bye'), 'the goodbyes');
  });

  test('end at once when their parent is told again', async () => {
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    using _request = await requestUnderWay(machine.url);
    void machine.server.kill('SIGTERM');
    let code: number | null | undefined;
    void machine.server.ended().then((exit) => (code = exit));
    // Within 200 ms it is taken for the same signal, handed on.
    await until(() => {
      if (code === undefined) process.kill(machine.server.pid, 'SIGTERM');
      return code !== undefined;
    }, 'the end');
    expect(code).toBe(1);
    await until(() => !pids.some(isAlive), 'the end of the others');
  });

  test('drain and end when their parent is no more', async () => {
    await machine.connectReaders(1);
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    await machine.server.kill('SIGKILL');
    await until(() => told('bye'), 'the goodbyes');
    for (const reader of machine.readers) reader.socket.close();
    await until(() => !pids.some(isAlive), 'the end of both');
  });

  test('end with their parent when none is left and none can start, which is said', async () => {
    const { dataDir } = machine.place.where;
    rmSync(dataDir, { recursive: true });
    writeFileSync(dataDir, 'no folder any more');
    for (const number of [1, 2]) process.kill(machine.pidOf(number), 'SIGKILL');
    expect(await machine.server.ended()).toBe(1);
    expect(machine.server.output).toContain('Dateline cannot start');
    expect(machine.server.output).toContain('No instance is left, and none starts (exit code 1)');
  });
});

/** A request that the server has begun to read, and whose end it would wait for. */
async function requestUnderWay(url: string): Promise<Disposable> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  const isHeard = new Promise((done) => socket.once('data', done));
  socket.write(
    `POST /api/v1/session HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n` +
      'Content-Length: 100\r\nExpect: 100-continue\r\n\r\n',
  );
  await isHeard;
  return { [Symbol.dispose]: () => socket.destroy() };
}
