import { adminToken, call } from '../../../call.ts';
import { pushKey, pushSettings } from '../../../push/keys.ts';
import { PushService, type Pushed } from '../../../push/push-service.ts';
import { freePort } from '../../../services/free-port.ts';
import { until } from '../../../until.ts';
import { AnyInstance, killWhile } from '../../any-instance.ts';
import { Instance, withServices, type Shared } from '../../cluster.ts';
import type { Round, Row } from '../../round.ts';
import { rowOf } from '../../report/row-of.ts';

const feed = 'storm';
const browsers = ['ana', 'bob', 'eve'];
/** A killed instance's messages are taken up after their lease, of a minute. */
const patienceMs = 600_000;
/** How often the push service is away for a while, while there is news. */
const outages = 10;

/** Push, while the instance that sends it is killed and the push service is away part of the time, and takedowns meanwhile. */
export const round: Round = {
  name: 'push',
  run: () => withServices((shared) => pushThrough(shared, { changes: 1_000, kills: 20, gone: 50 })),
};

export interface PushFaults {
  readonly changes: number;
  readonly kills: number;
  /** Items that are taken down while the push service is away. */
  readonly gone: number;
}

export async function pushThrough(
  { redisUrl, databaseUrl }: Shared,
  { changes, kills, gone }: PushFaults,
): Promise<readonly Row[]> {
  const { vapid, contact } = pushSettings();
  await using service = await PushService.open(vapid.publicKey);
  const environment = {
    REDIS_URL: redisUrl,
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: adminToken,
    PUSH_KEY: pushKey,
    PUSH_CONTACT: contact,
    FOLLOWERS_ALLOW_PRIVATE: '1',
  };
  const ports = [await freePort(), await freePort()];
  const instances = ports.map((port) => new Instance(`http://127.0.0.1:${port}`, environment));
  const desk = new PushDesk(instances, service);
  try {
    for (const instance of instances) await instance.start();
    await desk.begin();
    return [
      await killSenders(desk, service, instances, { changes, kills }),
      await takeDownWhileAway(desk, service, gone),
    ];
  } finally {
    await Promise.all(instances.map((instance) => instance.stop('SIGKILL')));
  }
}

/** The instances are killed by turns and the push service is away by turns, while there is news all the time. */
async function killSenders(
  desk: PushDesk,
  service: PushService,
  instances: readonly Instance[],
  { changes, kills }: { readonly changes: number; readonly kills: number },
): Promise<Row> {
  const headlines = Array.from({ length: changes }, (_, n) => `news ${n}`);
  const each = Math.ceil(changes / outages);
  const publish = async (n: number) => {
    // Away for the first third of each stretch.
    service.manner = n % each < each / 3 ? 'down' : 'well';
    await desk.publish(headlines[n] ?? '');
  };
  await killWhile(instances, { changes, kills }, publish, patienceMs);
  service.manner = 'well';
  const endedMs = performance.now();
  await desk.waits(0);
  const healMs = performance.now() - endedMs;
  const taken = service.splice();
  const faults = browsers.flatMap((browser) =>
    headlines.flatMap((headline) => faultsOf(browser, headline, taken)),
  );
  const topics = new Set(taken.map(({ topic }) => topic)).size;
  const mixed = topics === changes ? [] : [`${topics} topics of ${changes} items`];
  const copies = taken.length - browsers.length * changes;
  const note = `${changes} items to ${browsers.length} browsers, ${kills} kills, ${outages} outages: ${taken.length} messages, ${copies} of them second copies`;
  return rowOf(
    'the instance that pushes is killed, and the push service is away by turns',
    [{ views: taken.length, healMs, faults: [...faults, ...mixed, ...(await desk.faults())] }],
    { rounds: kills, note },
  );
}

/** News is taken down before the push service is back: its text is sent to nobody. */
async function takeDownWhileAway(desk: PushDesk, service: PushService, gone: number): Promise<Row> {
  service.manner = 'down';
  for (let n = 0; n < gone; n += 1) await desk.publish(`canary ${n}`, true);
  await desk.publish('what stays');
  await until(() => service.tries > 0, 'the push service to be missed', patienceMs);
  service.manner = 'well';
  const backMs = performance.now();
  await desk.waits(0);
  const healMs = performance.now() - backMs;
  const taken = service.splice();
  const told = taken.filter(({ text }) => text.includes('canary'));
  const faults = [
    ...told.map(({ to, text }) => `sent to ${to}: ${text}`),
    ...browsers.flatMap((browser) => faultsOf(browser, 'what stays', taken)),
    ...(await desk.faults()),
  ];
  const note = `${gone} items taken down, 1 left: ${taken.length} messages`;
  return rowOf(
    'news is taken down while the push service is away',
    [{ views: taken.length, healMs, faults }],
    { note },
  );
}

/** At least one copy of a message, and all copies under one topic. */
function faultsOf(browser: string, headline: string, taken: readonly Pushed[]): readonly string[] {
  const copies = taken.filter(({ to, message }) => to === browser && message.title === headline);
  if (copies.length === 0) return [`${browser} was not told "${headline}"`];
  const topics = new Set(copies.map(({ topic }) => topic));
  return topics.size === 1 ? [] : [`${browser} was told "${headline}" under ${topics.size} topics`];
}

/** What the newsroom and browsers do, at whichever instance answers. */
class PushDesk {
  private readonly at: AnyInstance;

  constructor(
    instances: readonly Instance[],
    private readonly service: PushService,
  ) {
    this.at = new AnyInstance(instances, patienceMs);
  }

  /** A feed with browsers that are told of it. */
  async begin(): Promise<void> {
    await this.at.send('POST', '/api/v1/feeds', { slug: feed, title: 'Storm' });
    await this.at.send('PUT', `/api/v1/feeds/${feed}/push`, { on: true });
    for (const browser of browsers) {
      const { endpoint, ...keys } = this.service.subscribe(browser);
      const wish = { subscription: { endpoint, keys }, filters: ['breaking'] };
      const path = `/api/v1/feeds/${feed}/push/subscription`;
      await this.at.any((url) => call(url, 'PUT', path, wish));
    }
  }

  /** Publishes breaking news, once, and takes it down again. */
  async publish(headline: string, isGone = false): Promise<void> {
    await this.at.breaks(feed, headline, isGone);
  }

  /** All news is handed over, and so many messages wait. */
  async waits(count: number): Promise<void> {
    await until(
      async () => {
        const { behind, waiting } = await this.state();
        return behind === 0 && waiting === count;
      },
      `${count} messages to wait`,
      patienceMs,
    );
  }

  /** No browser was forgotten by it. */
  async faults(): Promise<readonly string[]> {
    const { browsers: left } = await this.state();
    return left === browsers.length ? [] : [`${String(left)} browsers are left`];
  }

  private async state() {
    return (await this.at.send('GET', `/api/v1/feeds/${feed}/push`)).json;
  }
}
