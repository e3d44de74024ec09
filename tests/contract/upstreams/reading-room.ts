import { isTombstone } from '../../../src/feed/item.ts';
import { SqlUpstreamLeases } from '../../../src/log/sql/upstreams/sql-upstream-leases.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import type { NewUpstream, Upstream } from '../../../src/log/upstreams/upstream.ts';
import { remoteClient } from '../../../src/remote/remote-client.ts';
import { UpstreamRunner, type RunnerSettings } from '../../../src/upstreams/run/upstream-runner.ts';
import { until } from '../../until.ts';
import type { OtherNewsroom } from '../../upstreams/other-newsroom.ts';
import type { LogRoom } from '../on-every-database.ts';
import { by } from './reading.ts';

/** What never comes is waited for a moment only; what is meant to come is asked for again if that was too short. */
const impatient = { connectMs: 2_000, headersMs: 400, wholeMs: 800, maxBodyBytes: 100_000 };
const quick: Partial<RunnerSettings> = {
  pollMs: 10,
  findMs: 20,
  waitSeconds: (_failures, asked = 0) => Math.max(asked, 0.01),
};

/** Instances that read another newsroom into the feed of a test. */
export class ReadingRoom {
  readonly errors: unknown[] = [];
  private readonly runners: UpstreamRunner[] = [];

  constructor(private readonly room: LogRoom) {}

  follow(newsroom: OtherNewsroom, more: Partial<NewUpstream> = {}): Promise<Upstream> {
    const position = { epoch: newsroom.epoch, seq: 0, tag: '' };
    const { feed } = this.room;
    const asked = {
      feed,
      url: newsroom.url,
      name: 'There',
      mode: 'published',
      position,
      hasPast: true,
    } as const;
    return new SqlUpstreams(this.room.database).add({ ...asked, ...more }, by);
  }

  run(settings: Partial<RunnerSettings> = {}): UpstreamRunner {
    const runner = new UpstreamRunner(
      {
        leases: new SqlUpstreamLeases(this.room.database),
        client: remoteClient(true, impatient),
        tell: { appended: () => undefined, draft: () => undefined },
        onError: (error) => this.errors.push(error),
      },
      { ...quick, ...settings },
    );
    this.runners.push(runner);
    runner.open();
    return runner;
  }

  async end(): Promise<void> {
    for (const runner of this.runners) await runner.close();
  }

  async state(): Promise<Upstream | undefined> {
    return (await new SqlUpstreams(this.room.database).list(this.room.feed))?.[0];
  }

  /** Waits until all that is there is here. */
  async reached({ changes }: OtherNewsroom): Promise<void> {
    await until(async () => {
      const state = await this.state();
      return state?.health === 'well' && state.seq === changes.length;
    }, 'all changes');
  }

  async headlines(): Promise<readonly string[]> {
    const page = await this.room.log.items(this.room.feed, { limit: 100 });
    return (page?.items ?? []).map((entry) =>
      isTombstone(entry) ? 'removed' : (entry.headline ?? ''),
    );
  }
}
