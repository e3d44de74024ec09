import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { Unavailable } from '../subject.ts';

/** Where a program runs: a port and a folder that stay its own when it is started anew. */
export interface Place {
  readonly port: number;
  readonly folder: string;
}

/** How a program is started: its words, and the path that answers 200 when it serves. */
export interface Start {
  readonly words: readonly string[];
  readonly environment?: Record<string, string>;
  readonly health: string;
}

/** A server of others that is a program of its own. */
export class Program {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly path: string,
    private readonly place: Place,
    private readonly start: Start,
  ) {}

  /** Runs the program and waits until it serves. */
  static async run(path: string, startAt: (place: Place) => Start): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-peer-'));
    const place = { port: await freePort(), folder };
    const program = new Program(path, place, startAt(place));
    try {
      await program.up();
    } catch (error) {
      await program.stop();
      throw error;
    }
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.place.port}`;
  }

  get port(): number {
    return this.place.port;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** SIGTERM, and the same command again as soon as it has ended. */
  async restart(): Promise<void> {
    await this.end('SIGTERM');
    await this.up();
  }

  async stop(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.place.folder, { recursive: true, force: true });
  }

  private async up(): Promise<void> {
    const { words, environment = {}, health } = this.start;
    const child = spawn(this.path, words, {
      cwd: this.place.folder,
      // Whatever it writes down by itself goes into its folder.
      env: { PATH: process.env['PATH'] ?? '', HOME: this.place.folder, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.child = child;
    let ended: string | undefined;
    child.once('error', (error) => (ended = String(error)));
    child.once('exit', (code) => (ended = `it ended with ${code}`));
    const serves = async () => {
      if (ended !== undefined) throw new Unavailable(`${this.path} does not serve: ${ended}`);
      const answer = await call(this.url, 'GET', health).catch(() => undefined);
      return answer?.status === 200;
    };
    await until(serves, this.path);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await exited;
  }
}
