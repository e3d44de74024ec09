import { rmSync, writeFileSync } from 'node:fs';
import { call } from '../../call.ts';
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

  const draining = async () => (await call(machine.url, 'GET', '/readyz')).status === 503;
  const told = (event: 'bye') => machine.readers.every((reader) => reader.of(event).length === 1);

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

  test('drain together when their parent is told to stop, and end in order', async () => {
    await machine.connectReaders(1);
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    const ended = machine.server.kill('SIGTERM');
    await until(() => told('bye'), 'the goodbyes of both');
    expect((await machine.publish('late news')).status).toBe(201);
    await until(() => machine.readers.every(({ seqs }) => seqs.at(-1) === 1), 'the late news');
    for (const reader of machine.readers) reader.socket.close();
    await ended;
    expect(await machine.server.ended()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('count the Ctrl+C that a terminal sends to all of them, and the parent to each, as one', async () => {
    await machine.connectReaders(1);
    const pids = [machine.server.pid, machine.pidOf(1), machine.pidOf(2)];
    for (const pid of pids) process.kill(pid, 'SIGINT');
    await until(() => told('bye'), 'the goodbyes');
    await until(draining, 'the drain');
    expect(machine.readers.every(({ losses }) => losses === 0)).toBe(true);
    for (const reader of machine.readers) reader.socket.close();
    expect(await machine.server.ended()).toBe(0);
  });

  test('end at once when their parent is told again', async () => {
    await machine.connectReaders(1);
    const pids = [machine.pidOf(1), machine.pidOf(2)];
    void machine.server.kill('SIGTERM');
    await until(() => told('bye'), 'the goodbyes');
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
