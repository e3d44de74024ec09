import { randomUUID } from 'node:crypto';
import { Config } from '../src/config.ts';
import type { Change } from '../src/feed/change.ts';
import type { Item } from '../src/feed/item.ts';
import type { Running } from '../src/process/running.ts';
import { noMetricsSettings } from '../src/ops/metrics-settings.ts';
import { start } from '../src/process/start.ts';
import { adminToken, call } from './call.ts';
import type { EmptyDatabase } from './services/databases.ts';

/** Where a public address is set, metrics ask for a token: that of `TestServer.call`. */
export const metricsByToken = { ...noMetricsSettings, token: adminToken };

/** A real server in this process, on a free port. */
export class TestServer implements AsyncDisposable {
  private constructor(
    readonly running: Running,
    readonly url: string,
  ) {}

  static async start(place: EmptyDatabase, more: Partial<Config> = {}): Promise<TestServer> {
    const config = new Config({
      port: 0,
      host: '127.0.0.1',
      adminToken,
      // A test's readers all come from one address.
      connectionsPerAddress: Infinity,
      readsPerAddress: Infinity,
      ...place.where,
      ...more,
    });
    const running = await start(config);
    // Not by the public address, which a test may make up.
    return new TestServer(running, `http://127.0.0.1:${running.port}`);
  }

  /** A call as the newsroom's automation makes it. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return call(this.url, method, path, body, {
      authorization: `Bearer ${adminToken}`,
      ...headers,
    });
  }

  async createFeed(slug: string, more: object = {}): Promise<void> {
    const { status, text } = await this.call('POST', '/api/v1/feeds', {
      slug,
      title: slug,
      ...more,
    });
    if (status !== 201) throw new Error(`creating ${slug} answered ${status}: ${text}`);
  }

  async publish(feed: string, item: object): Promise<{ item: Item; change: Change }> {
    const answer = await this.call('POST', `/api/v1/feeds/${feed}/items`, item);
    if (answer.status !== 201)
      throw new Error(`publishing answered ${answer.status}: ${answer.text}`);
    return answer.json as { item: Item; change: Change };
  }

  /** As many items as are needed to fill something, several at a time. */
  async publishMany(feed: string, count: number): Promise<void> {
    const headlines = Array.from({ length: count }, (_, n) => `${n}`);
    const publishNext = async () => {
      for (let next = headlines.pop(); next !== undefined; next = headlines.pop()) {
        const [item, key] = [{ headline: next }, { 'idempotency-key': randomUUID() }];
        const post = () => this.call('POST', `/api/v1/feeds/${feed}/items`, item, key);
        // A connection may be closed as idle in the moment in which it is used again; a database that is busy says so.
        let answer = await post().catch(post);
        for (let tries = 1; answer.status === 503 && tries < 10; tries += 1) answer = await post();
        const { status, text } = answer;
        if (status !== 201) throw new Error(`publishing answered ${status}: ${text}`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, publishNext));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running.close();
  }
}
