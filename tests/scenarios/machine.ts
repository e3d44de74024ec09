import type { Position } from '../../src/feed/position.ts';
import { adminToken, call, type Answer } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
const items = '/api/v1/feeds/f/items';

/** Two instances on one port and one embedded database, without Redis, and readers on both. */
export class Machine implements AsyncDisposable {
  readonly readers: CountingReader[] = [];

  private constructor(
    readonly server: ServerProcess,
    readonly url: string,
    readonly place: EmptyDatabase,
  ) {}

  static async start(): Promise<Machine> {
    const place = emptyFolder();
    const { dataDir } = place.where;
    const environment = { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken, INSTANCES: '2' };
    const { server, url } = await ServerProcess.serving(environment);
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
    return new Machine(server, url, place);
  }

  /** The kernel chooses: connects until each instance has some. */
  async connectReaders(leastEach: number): Promise<void> {
    await until(async () => {
      const reader = new CountingReader(this.url);
      this.readers.push(reader);
      await until(() => reader.of('snapshot').length === 1, 'the snapshot');
      const each = await Promise.all([this.connections(1), this.connections(2)]);
      return each.every((count) => count >= leastEach);
    }, `${leastEach} readers on each instance`);
  }

  /** How many readers an instance has; NaN while it does not tell. */
  async connections(number: number): Promise<number> {
    return this.metric(`dateline_instance_connections{number="${number}"}`);
  }

  /** By its name and labels. */
  async metric(name: string): Promise<number> {
    return metricOf((await call(this.url, 'GET', '/metrics')).text, name);
  }

  publish(headline: string): Promise<Answer> {
    return call(this.url, 'POST', items, { headline }, bearer);
  }

  pidOf(number: number): number {
    return this.server.instances().get(number) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const reader of this.readers) reader[Symbol.dispose]();
    const pids = [...this.server.instances().values()];
    await this.server.kill();
    for (const pid of pids) killIfAlive(pid);
    await this.place.drop();
  }
}

/** NaN when it is not there. */
export function metricOf(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? NaN);
}

/** A stock reader that comes back by itself, and counts how often it had to. */
class CountingReader extends StockReader {
  losses = 0;

  constructor(url: string) {
    super(url, { v: 1, subs: [{ feed: 'f' }] }, { reconnectionDelay: 50 });
    this.socket.on('disconnect', () => {
      this.losses += 1;
    });
  }

  /** What it was told since it last connected: the seq it was given, and every one after. */
  get seqs(): readonly number[] {
    const last = this.events.findLastIndex(({ event }) => event === 'snapshot');
    return this.events
      .slice(last)
      .filter(({ event }) => event === 'snapshot' || event === 'change')
      .map(({ message }) => (message as Position).seq);
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}
