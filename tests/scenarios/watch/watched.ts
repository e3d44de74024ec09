import type { Config } from '../../../src/config.ts';
import { noMetricsSettings } from '../../../src/ops/metrics-settings.ts';
import { adminToken, call, type Answer } from '../../call.ts';
import { Cable } from '../../faults/cable.ts';
import { Instance } from '../../faults/cluster.ts';
import { pushSettings } from '../../push/keys.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { startPostgres, type PostgresServer } from '../../services/postgres.ts';
import type { Target } from '../../services/prometheus.ts';
import { startRedis, type RedisServer } from '../../services/redis.ts';

const bearer = { authorization: `Bearer ${adminToken}` };

/** The feeds of `a` and `b`. */
export const feeds = ['f', 'g', 'h', 'i', 'j', 'k'] as const;

/**
 * Every kind of server that is watched: two on PostgreSQL and Redis (`a`, `b`), a machine of two instances (`machine`), one that
 * serves alone (`alone`, in this process) and a relay of it, and a newsroom that `alone` follows.
 */
export class Watched implements AsyncDisposable {
  private constructor(
    private readonly stack: AsyncDisposableStack,
    public redis: RedisServer,
    readonly postgres: PostgresServer,
    /** `a`, `b` and the machine of two instances. */
    readonly processes: Readonly<Record<'a' | 'b' | 'machine', Instance>>,
    readonly alone: TestServer,
    readonly place: EmptyDatabase,
    /** From the relay to its upstream, and from `alone` to the newsroom that it follows. */
    readonly cables: Readonly<Record<'ofRelay' | 'ofAlone', Cable>>,
    readonly targets: readonly Target[],
  ) {}

  static async start(): Promise<Watched> {
    await using stack = new AsyncDisposableStack();
    const newPlace = () => stack.adopt(emptyFolder(), (place) => place.drop());
    const redis = await startRedis();
    const postgres = stack.adopt(await startPostgres(), (server) => server.stop());
    const targets: Target[] = [];
    const metricsOf = async (name: string, every = '500ms') => {
      const port = await freePort();
      targets.push({ name, port, every });
      return port;
    };
    const newUrl = async () => `http://127.0.0.1:${await freePort()}`;
    const processOf = async (url = '', metrics: number, more: Record<string, string>) => {
      const own = {
        ADMIN_TOKEN: adminToken,
        METRICS_PORT: String(metrics),
        METRICS_TOKEN: '',
        ...more,
      };
      const instance = new Instance(url, { DATA_DIR: newPlace().where.dataDir, ...own });
      await instance.start();
      return stack.adopt(instance, async (each) => void (await each.stop('SIGKILL')));
    };
    const serve = async (place: EmptyDatabase, more: Partial<Config>) =>
      stack.use(await TestServer.start(place, more));
    const shared = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    const metricsPorts = {
      a: await metricsOf('a'),
      b: await metricsOf('b'),
      // It waits a second for an instance that is silent.
      machine: await metricsOf('machine', '2s'),
    };
    // One after the other: freePort remembers what it gave.
    const urls = [await newUrl(), await newUrl(), await newUrl()];
    const [a, b, machine] = await Promise.all([
      processOf(urls[0], metricsPorts.a, shared),
      processOf(urls[1], metricsPorts.b, shared),
      processOf(urls[2], metricsPorts.machine, { INSTANCES: '2' }),
    ]);
    const processes = { a, b, machine };
    const newsroom = await serve(newPlace(), {});
    const cableTo = async ({ running }: TestServer) => stack.use(await Cable.to(running.port));
    const cables = { ofRelay: await cableTo(newsroom), ofAlone: await cableTo(newsroom) };
    const place = newPlace();
    const alone = await serve(place, {
      followersAllowPrivate: true,
      // Who attacks comes from other addresses.
      trustProxy: ['loopback'],
      readsPerAddress: 20,
      // Nothing is sent; what waits is counted.
      publicUrl: 'https://live.example',
      mail: { url: 'smtp://127.0.0.1:9', from: 'news@live.example', key: 'a key of the tests' },
      push: pushSettings(),
      metrics: { ...noMetricsSettings, port: await metricsOf('alone') },
    });
    await serve(newPlace(), {
      upstream: { url: `http://127.0.0.1:${cables.ofRelay.port}` },
      adminToken: undefined,
      metrics: { ...noMetricsSettings, port: await metricsOf('relay') },
    });
    for (const server of [newsroom, alone]) await server.createFeed('f');
    for (const slug of feeds) await post(processes.a, '', { slug, title: slug });
    return new Watched(stack.move(), redis, postgres, processes, alone, place, cables, targets);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack.disposeAsync();
    await this.redis.stop();
  }
}

/** A call of the newsroom's automation. */
export function post(
  { url }: { readonly url: string },
  path: string,
  body: object,
): Promise<Answer> {
  return call(url, 'POST', `/api/v1/feeds${path}`, body, bearer);
}
