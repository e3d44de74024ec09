import { fork, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { IpcChannel, type Handle } from '../../src/instances/ipc-channel.ts';
import { until } from '../until.ts';

interface Said {
  readonly kind: 'said';
  readonly text: string;
}

interface WithHandle {
  readonly _handle: Handle;
}

/** A real process at the other end, which says everything back. */
describe('the channel between the parent and an instance', () => {
  let child: ChildProcess;
  let channel: IpcChannel<Said, Said>;
  let heard: Said[];

  beforeEach(async () => {
    child = fork(join(import.meta.dirname, 'parrot.mjs'));
    channel = new IpcChannel(child);
    heard = [];
    channel.onMessage((message) => heard.push(message));
    say('ready?');
    await until(() => heard.length === 1, 'the other process');
  });

  afterEach(() => {
    child.kill('SIGKILL');
  });

  function say(text: string): void {
    channel.send({ kind: 'said', text });
  }

  test('keeps the order of what is said', async () => {
    const texts = Array.from({ length: 200 }, (_, n) => `${n} ${'x'.repeat(n * 10)}`);
    for (const text of texts) say(text);
    await until(() => heard.length === 201, 'all of it');
    expect(heard.slice(1).map(({ text }) => text)).toEqual(texts);
  });

  test('a process that does not read costs 4 MB; what is said above is dropped and counted; then it goes on', async () => {
    child.kill('SIGSTOP');
    const before = process.memoryUsage();
    const text = 'x'.repeat(60_000);
    // 300 MB.
    for (let n = 1; n <= 5_000; n += 1) {
      say(text);
      if (n % 100 === 0) await new Promise((done) => setImmediate(done));
    }
    const after = process.memoryUsage();
    const heldBytes = after.external + after.heapUsed - before.external - before.heapUsed;
    expect(heldBytes).toBeLessThan(100_000_000);
    expect(channel.dropped).toBeGreaterThan(4_900);

    child.kill('SIGCONT');
    await until(() => heard.length === 1 + 5_000 - channel.dropped, 'what was not dropped');
    const { dropped } = channel;
    for (let n = 1; n <= 50; n += 1) say(`${n} ${text}`);
    await until(() => heard.at(-1)?.text === `50 ${text}`, 'what is said after');
    expect(channel.dropped).toBe(dropped);
  });

  test('a process that has ended is nobody to talk to, and no error', async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    say('just now');
    await gone;
    await until(() => !child.connected, 'the end');
    say('afterwards');
    expect(heard).toHaveLength(1);
  });

  test('a process that ends with handles on their way: each is told of, so that none stays open', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const given: Handle[] = [];
    server.on('connection', (socket) => given.push((socket as unknown as WithHandle)._handle));
    const readers = Array.from({ length: 5 }, () => connect(port, '127.0.0.1'));
    const ends = readers.map((reader) => new Promise((ended) => reader.once('close', ended)));
    for (const reader of readers) reader.on('error', () => undefined).resume();
    await until(() => given.length === readers.length, 'the connections');
    child.kill('SIGSTOP');
    const sent = given.map(async (handle) => {
      const isSent = await channel.sendWith({ kind: 'said', text: 'a handle' }, handle);
      handle.close();
      return isSent;
    });
    child.kill('SIGKILL');
    // The process never said that it has the first one, so the others were not sent.
    expect((await Promise.all(sent)).slice(1)).toEqual([false, false, false, false]);
    await Promise.all(ends);
    server.close();
  });
});
