import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How long a start, and a stop, may take. */
const startMs = 30_000;
const stopMs = 8_000;

/** A server for the demo, with an empty embedded database that is deleted when the server stops. */
export class DemoServer implements AsyncDisposable {
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {}

  /** Resolves when the server answers. Rejects when it stops before, or the signal aborts. */
  static async start(
    port: number,
    token: string,
    environment: NodeJS.ProcessEnv,
    signal: AbortSignal,
  ): Promise<DemoServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'dateline-demo-'));
    const main = fileURLToPath(new URL('../main.js', import.meta.url));
    const child = spawn(process.execPath, [main], {
      env: {
        ...environment,
        PORT: String(port),
        DATA_DIR: dataDir,
        ADMIN_TOKEN: token,
        DATABASE_URL: '',
        REDIS_URL: '',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
      // Detached, so that Ctrl+C reaches the demo alone, which then stops the server in order.
      detached: true,
    });
    const server = new DemoServer(`http://localhost:${port}`, child, dataDir);
    try {
      await server.#answering(AbortSignal.any([signal, AbortSignal.timeout(startMs)]));
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Resolves when the server has ended, for whatever reason. */
  async gone(): Promise<void> {
    if (this.#isRunning()) await once(this.child, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = this.gone();
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), stopMs);
    await gone;
    clearTimeout(late);
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #answering(signal: AbortSignal): Promise<void> {
    while (this.#isRunning()) {
      const response = await fetch(`${this.origin}/healthz`, { signal }).catch(() => undefined);
      if (response?.ok === true) return;
      await wait(100, undefined, { signal });
    }
    throw new Error('The server stopped before it answered; what it said stands above.');
  }

  #isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}
