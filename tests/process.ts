import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../dist/main.js');

/** A test's readers all come from one address. */
const unlimited = { CONNECTIONS_PER_ADDRESS: '0', READS_PER_ADDRESS: '0' };

/** Dateline as its own process, as `npm start` runs it, with nothing of this environment but what is given. */
export class ServerProcess implements AsyncDisposable {
  output = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const hear = (text: Buffer) => {
      this.output += text.toString();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    this.exited = new Promise((done) => child.once('exit', (code) => done(code)));
  }

  /**
   * `limits`: a shell's `ulimit` before it, as an operating system would set them. `descriptors`: what it finds open, from 3 on.
   */
  static run(
    environment: Record<string, string>,
    limits = ':',
    program = main,
    descriptors: readonly number[] = [],
    args: readonly string[] = [],
  ): ServerProcess {
    const env = {
      PATH: process.env['PATH'] ?? '',
      NO_COLOR: '1',
      ...unlimited,
      ...environment,
    };
    const words = ['-c', `${limits}; exec "$0" "$@"`, process.execPath, program, ...args];
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...descriptors];
    return new ServerProcess(spawn('sh', words, { env, stdio }));
  }

  /** Runs it and waits until it serves; its address. */
  static async serving(
    environment: Record<string, string>,
    limits?: string,
    program?: string,
    descriptors?: readonly number[],
    args?: readonly string[],
  ) {
    const common = { HOST: '127.0.0.1', PORT: '0', ...environment };
    const server = ServerProcess.run(common, limits, program, descriptors, args);
    const url = await server.address();
    return { server, url };
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The processes it has started, by the number of the instance; none when it has ended (Linux). */
  instances(): ReadonlyMap<number, number> {
    return new Map(
      this.children.flatMap((pid) => {
        const [, , number] = commandOf(pid);
        return number === undefined ? [] : [[Number(number), pid] as const];
      }),
    );
  }

  /** All processes that it has started and that have not ended (Linux). */
  get children(): readonly number[] {
    const children = textOf(`/proc/${this.pid}/task/${this.pid}/children`);
    return children.trim().split(' ').filter(Boolean).map(Number);
  }

  /** Its exit code. */
  ended(): Promise<number | null> {
    return this.exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  private async address(): Promise<string> {
    const found = () => /serves at http:\/\/localhost:(\d+)/.exec(this.output)?.[1];
    const ended = this.exited.then(() => 'ended' as const);
    while (found() === undefined) {
      const tick = new Promise<'tick'>((done) => setTimeout(() => done('tick'), 20));
      if ((await Promise.race([ended, tick])) === 'ended') {
        throw new Error(`It ended instead of serving: ${this.output}`);
      }
    }
    return `http://127.0.0.1:${found()}`;
  }
}

/** Whether there is such a process, and it has not ended. */
export function isAlive(pid: number): boolean {
  return commandOf(pid).length > 0;
}

/** The words of its command line; none when it has ended. */
function commandOf(pid: number): readonly string[] {
  return textOf(`/proc/${pid}/cmdline`).split('\0').filter(Boolean);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What a module prints that runs in a process of its own and may import from `./dist`. `gc` is there. */
export function printedBy(program: string, ...words: readonly string[]): string {
  const options = ['--expose-gc', '--input-type=module', '-e', program, ...words];
  return execFileSync(process.execPath, options, { encoding: 'utf8' });
}
