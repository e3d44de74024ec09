import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import { freePort } from '../services/free-port.ts';

/** What several instances share. */
export interface Shared {
  readonly redisUrl: string;
  readonly databaseUrl: string;
}

/** Hands a Redis and a PostgreSQL of its own to `work`, and stops them. */
export async function withServices<T>(work: (shared: Shared) => Promise<T>): Promise<T> {
  const redis = await startRedis();
  const postgres = await startPostgres();
  try {
    return await work({ redisUrl: redis.url, databaseUrl: postgres.url });
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

/** One of several: a process that comes back at the same address. */
export class Instance {
  #server: ServerProcess | undefined;
  #environment: Record<string, string>;

  constructor(
    readonly url: string,
    environment: Record<string, string>,
  ) {
    this.#environment = environment;
  }

  async start(): Promise<void> {
    const { port } = new URL(this.url);
    this.#server = (
      await ServerProcess.serving({ METRICS_TOKEN: adminToken, ...this.#environment, PORT: port })
    ).server;
  }

  /** Ends it, and resolves when it has ended, to its exit code. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    await this.#server?.kill(signal);
    return (await this.#server?.ended()) ?? null;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** The processes of its instances, by their number. */
  get pids(): ReadonlyMap<number, number> {
    return this.#server?.instances() ?? new Map();
  }

  get output(): string {
    return this.#server?.output ?? '';
  }

  /** The sum of a metric over its labels, or of the series with these labels. */
  async metric(name: string, labels = ''): Promise<number> {
    return sumOf(await this.#scrape(), name, labels);
  }

  async metrics(): Promise<(name: string, labels?: string) => number> {
    const text = await this.#scrape();
    return (name, labels = '') => sumOf(text, name, labels);
  }

  /** By a token, because some are told of a proxy before them. */
  async #scrape(): Promise<string> {
    const headers = { authorization: `Bearer ${adminToken}` };
    return (await call(this.url, 'GET', '/metrics', undefined, headers)).text;
  }
}

/** Several instances on one PostgreSQL and one Redis. */
export class Cluster implements AsyncDisposable {
  readonly instances: readonly Instance[];

  private constructor(instances: readonly Instance[]) {
    this.instances = instances;
  }

  static async start(count: number, { redisUrl, databaseUrl }: Shared): Promise<Cluster> {
    const environment = {
      REDIS_URL: redisUrl,
      DATABASE_URL: databaseUrl,
      ADMIN_TOKEN: adminToken,
    };
    const instances: Instance[] = [];
    for (let n = 0; n < count; n += 1) {
      const instance = new Instance(`http://127.0.0.1:${await freePort()}`, environment);
      instances.push(instance);
      await instance.start();
    }
    return new Cluster(instances);
  }

  get urls(): readonly string[] {
    return this.instances.map(({ url }) => url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop('SIGKILL')));
  }
}

function sumOf(text: string, name: string, labels: string): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .filter((line) => line.includes(labels))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
