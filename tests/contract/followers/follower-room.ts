import { LocalBus } from '../../../src/bus/local-bus.ts';
import type { Database } from '../../../src/database/database.ts';
import type { Change } from '../../../src/feed/change.ts';
import type { Kind } from '../../../src/followers/kinds/kind.ts';
import { kinds } from '../../../src/followers/kinds/kinds.ts';
import { Runner, type RunnerSettings } from '../../../src/followers/run/runner.ts';
import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import type { Follower } from '../../../src/followers/store/follower.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { itemsAsTheyAre } from '../../../src/followers/run/items-as-they-are.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../../../src/followers/store/sql-network-posts.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import type { Manner } from '../../followers/receiver.ts';
import { until } from '../../until.ts';
import type { LogRoom } from '../on-every-database.ts';

export const ana = { name: 'Ana' };

/** Where a follower leads in tests. */
export interface AddressOfTests extends AsyncDisposable {
  readonly url: string;
  secret: string;
}

/** A target of one kind that takes changes as they are, and what was told to it. */
export interface TargetOfTests extends AddressOfTests {
  manner: Manner;
  /** What happens before its next answer. */
  meanwhile: (() => Promise<unknown>) | undefined;
  readonly calls: number;
  /** As often as it came. */
  readonly taken: readonly { readonly id: string; readonly data: Change }[];
  /** Each once. */
  readonly told: readonly Change[];
  /** Everything that ever reached it. */
  readonly everything: string;
}

/** An answer that never comes is waited for a moment only; what is meant to come is tried again if that was too short. */
export const impatient = { connectMs: 2_000, headersMs: 400, wholeMs: 800, maxBodyBytes: 4_096 };

/** A kind that those add who follow. */
export interface OwnKind<T> {
  readonly kinds: (log: SqlLog) => Readonly<Record<string, Kind>>;
  readonly add: (target: T) => Promise<{ readonly id: string }>;
}

/** A target for each test, a follower that tells it, and the instances that do so. */
export class FollowerRoom<T extends AddressOfTests> {
  id = '';
  private target: T | undefined;
  private readonly runners: Runner[] = [];
  private readonly errors: unknown[] = [];

  constructor(
    private readonly room: LogRoom,
    private readonly kind: string,
    private readonly open: () => Promise<T>,
    private readonly limits?: typeof impatient,
    /** Where it is not added by people. */
    private readonly own?: OwnKind<T>,
  ) {}

  async begin(): Promise<T> {
    this.target = await this.open();
    return this.target;
  }

  async end(): Promise<void> {
    await this.stop();
    await this.followers.remove(this.room.feed, this.id, ana);
    await this.target?.[Symbol.asyncDispose]();
    expect(this.errors.splice(0)).toEqual([]);
  }

  /** Stops all instances. */
  async stop(): Promise<void> {
    for (const runner of this.runners.splice(0)) await runner.close();
  }

  /** Starts an instance. */
  readonly run = (settings: Partial<RunnerSettings> = {}, database?: Database): Runner => {
    const own = database ?? this.room.database;
    const log = new SqlLog(own);
    const runner = new Runner(
      {
        log,
        leases: new SqlLeases(own),
        bus: new LocalBus(),
        kinds: this.own?.kinds(log) ?? kinds,
        posts: new SqlNetworkPosts(own),
        tools: {
          client: new SafeClient(true, undefined, undefined, this.limits),
          ...itemsAsTheyAre(log, 'https://news.example'),
        },
        onError: (error) => this.errors.push(error),
      },
      { pollMs: 10, idleMs: 10, waitSeconds: () => 0.05, ...settings },
    );
    this.runners.push(runner);
    runner.open();
    return runner;
  };

  /** Adds the follower of the test. */
  readonly follow = async (filter?: string): Promise<void> => {
    if (this.target === undefined) throw new Error('Only inside a test.');
    ({ id: this.id } = await this.add(this.target, filter));
  };

  add(target: T, filter?: string): Promise<{ readonly id: string }> {
    if (this.own !== undefined) return this.own.add(target);
    const made = kinds[this.kind]?.makeSecret?.();
    if (made !== undefined) target.secret = made;
    const asked = { feed: this.room.feed, kind: this.kind, target: target.url };
    const chosen = filter === undefined ? {} : { filter };
    return this.followers.add({ ...asked, ...chosen }, target.secret, ana);
  }

  readonly state = async (): Promise<Follower | undefined> =>
    (await this.followers.list(this.room.feed))?.find(({ id }) => id === this.id);

  readonly allTold = async (): Promise<void> => {
    const isTold = async () => (await this.state())?.behind === 0;
    await until(isTold, 'the follower to have told everything');
  };

  private get followers(): SqlFollowers {
    return new SqlFollowers(this.room.database);
  }
}
