import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { AnyChange } from '../../src/cli/tail.ts';
import type { ItemsPage } from '../../src/feed/messages.ts';
import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const program = resolve(import.meta.dirname, '../../dist/cli/main.js');
const bearer = { authorization: `Bearer ${adminToken}` };

/** `dateline` as its own process. */
class Run implements AsyncDisposable {
  out = '';
  err = '';
  readonly code: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(url: string, args: readonly string[], typed = '', token = adminToken) {
    const env = { PATH: process.env['PATH'] ?? '', DATELINE_URL: url, DATELINE_TOKEN: token };
    this.child = spawn(process.execPath, [program, ...args], { env });
    this.child.stdout?.on('data', (text: Buffer) => (this.out += text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => (this.err += text.toString()));
    this.code = new Promise((done) => this.child.once('close', done));
    this.child.stdin?.end(typed);
  }

  get changes(): readonly AnyChange[] {
    const lines = this.out.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as AnyChange);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.code;
  }
}

/** One address through deaths of the server; the answer to the first POST never arrives, and the server is dead then. */
class LosingProxy {
  url = '';
  posts = 0;
  private upstream = '';
  private server: ServerProcess | undefined;
  private readonly proxy: Server = createServer((asked, answer) => {
    const options = { method: asked.method, headers: asked.headers };
    const passed = request(this.upstream + asked.url, options, (got) => {
      const isLost = asked.method === 'POST' && (this.posts += 1) === 1;
      if (isLost) return void this.restart().finally(() => asked.socket.destroy());
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer).on('close', () => passed.destroy());
      got.on('error', () => asked.socket.destroy());
    });
    passed.on('error', () => asked.socket.destroy());
    asked.pipe(passed);
  });

  constructor(private readonly environment: Record<string, string>) {}

  async open(): Promise<void> {
    await this.restart();
    await new Promise<void>((done) => this.proxy.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.proxy.closeAllConnections();
    this.proxy.close();
    await this.server?.kill();
  }

  get direct(): string {
    return this.upstream;
  }

  async restart(): Promise<void> {
    await this.server?.kill();
    const { server, url } = await ServerProcess.serving(this.environment);
    this.server = server;
    this.upstream = url;
  }
}

describe('the command line', () => {
  const place = emptyFolder();
  const proxy = new LosingProxy({ DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken });

  beforeAll(async () => {
    await proxy.open();
    await call(proxy.direct, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
  });

  afterAll(async () => {
    await proxy.close();
    await place.drop();
  });

  const listed = async (query = '') =>
    (await call(proxy.direct, 'GET', `/api/v1/feeds/f/items${query}`)).json as unknown as ItemsPage;

  /** Runs it to its end, which is to be 0; the first line. */
  const done = async (...args: readonly string[]) => {
    const run = new Run(proxy.url, args);
    expect([await run.code, run.err]).toEqual([0, '']);
    return run.out.trim();
  };

  test('publishes once, however the server dies, and a tail through that misses nothing', async () => {
    await using tail = new Run(proxy.url, ['tail', 'f', '--json']);
    await until(() => tail.err.includes('Follows f from'), 'the tail');
    const words = ['publish', 'f', '-', '--headline', 'Gates', '--tag', 'a', '--tag', 'b', '--pin'];
    const run = new Run(proxy.url, words, 'All **four** are down.\n');
    expect([await run.code, run.err]).toEqual([0, '']);
    const id = run.out.trim();
    expect(proxy.posts).toBe(2);
    expect((await listed()).items).toMatchObject([
      { id, headline: 'Gates', tags: ['a', 'b'], pinned: true },
    ]);
    expect(await done('correct', 'f', id, 'Three are down.', '--note', 'Not four.')).toBe(id);
    await done('unpin', 'f', id);
    await done('pin', 'f', id);
    await done('strike', 'f', id, '--note', 'All wrong.');
    expect(await done('list', 'f')).toMatch(new RegExp(`^\\S+\\t${id}\\tGates$`));
    await done('takedown', 'f', id, '--reason', 'a secret');
    expect(await done('feeds')).toBe('f\topen\tF');
    expect(JSON.parse(await done('status'))).toMatchObject({ status: 'ready' });
    await until(() => tail.changes.at(-1)?.kind === 'takedown', 'the takedown');
    const kinds = ['post', 'pin', 'correct', 'unpin', 'pin', 'strike', 'takedown'];
    expect(tail.changes.map(({ kind }) => kind)).toEqual(kinds);
    expect(tail.changes.map(({ seq }) => seq)).toEqual(kinds.map((_, index) => index + 1));
  });

  test('a tail from a position that the stream has forgotten gets each change out of the log', async () => {
    // Not asked before: an answer is remembered for a second, and the latest change may be younger.
    const { epoch, seq, tag } = await listed('?limit=1');
    const missed = 600;
    const path = '/api/v1/feeds/f/items';
    for (let n = 0; n < missed; n += 40) {
      const batch = Array.from({ length: 40 }, (_, index) => ({ headline: `${n + index}` }));
      await Promise.all(batch.map((item) => call(proxy.direct, 'POST', path, item, bearer)));
    }
    // A server that has just started remembers the latest 512.
    await proxy.restart();
    await using tail = new Run(proxy.url, [
      'tail',
      'f',
      '--json',
      '--from',
      `${epoch}:${seq}:${tag}`,
    ]);
    await until(() => tail.changes.length >= missed, 'all that was missed');
    await done('publish', 'f', 'The next one.');
    await until(() => tail.changes.length > missed, 'the next one');
    const expected = Array.from({ length: missed + 1 }, (_, index) => seq + 1 + index);
    expect(tail.changes.map((change) => change.seq)).toEqual(expected);
  });

  test('what is wrong ends by its exit code, with every problem and the cure, and changes nothing', async () => {
    const before = await listed();
    const failed = async (args: string, url = proxy.url, token?: string) => {
      const run = new Run(url, args.split(' '), '', token);
      const code = await run.code;
      expect(run.out).toBe('');
      return `${code} ${run.err}`;
    };
    const wrongUse = await failed('publish --color red --breaking=yes --headline');
    for (const part of [/^2 /, /--color: there is/, /--breaking: takes no/, /--headline: needs/]) {
      expect(wrongUse).toMatch(part);
    }
    expect(await failed('publish')).toMatch(/^2 .*\n {2}<feed>: is missing\n$/);
    expect(await failed('shout f')).toMatch(/^2 There is no command "shout"[^]*publish, correct/);
    expect(await failed('publish f x', 'ftp://x', 'a b')).toMatch(
      /^2 [^]*DATELINE_URL: give[^]*token has a character/,
    );
    expect(await failed('publish f x', proxy.url, '')).toMatch(/^2 [^]*DATELINE_TOKEN/);
    const refused = await failed('publish f x', proxy.url, 'not-the-right-token');
    expect(refused).toMatch(/^1 .*\(not_signed_in\)/);
    expect(refused).not.toContain('not-the-right-token');
    expect(await failed('publish f --link nowhere --tag=')).toMatch(
      /^1 [^]*\/tags\/0: [^]*\/link: [^]*needs a headline/,
    );
    expect(await failed('tail nothing')).toMatch(/^1 .*\(unknown_feed\)/);
    expect(await failed('list f --wait 0', 'http://127.0.0.1:1')).toMatch(/^3 .*not reached/);
    expect((await listed()).seq).toBe(before.seq);
    const help = new Run(proxy.url, ['help', 'publish']);
    expect([await help.code, help.err]).toEqual([0, '']);
    expect(help.out).toContain('--idempotency-key …');
  });

  test('what cannot be written down is said and is no success; who only reads no more is one', async () => {
    const env = { ...process.env, DATELINE_URL: proxy.url, DATELINE_TOKEN: adminToken };
    const into = (words: string) =>
      new Promise<string>((ended) => {
        const line = `set -o pipefail; '${process.execPath}' '${program}' ${words}`;
        execFile('bash', ['-c', line], { env }, (error, _out, err) =>
          ended(`${error?.code ?? 0} ${err}`),
        );
      });
    expect(await into('list f > /dev/full')).toMatch(/^1 .*did not go out: .*ENOSPC/);
    expect(await into('list f | true')).toBe('0 ');
  });
});
