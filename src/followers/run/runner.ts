import { randomUUID } from 'node:crypto';
import type { Bus, Undo } from '../../bus/bus.ts';
import type { Log } from '../../log/log.ts';
import type { Kind, Outcome, Tools } from '../kinds/kind.ts';
import type { Answer, FoundFollower } from '../store/follower.ts';
import type { Leases } from '../store/leases.ts';
import type { NetworkPosts } from '../store/network-posts.ts';
import { answerOf, Round } from './round.ts';
import { waitSeconds } from './wait-seconds.ts';

export interface RunnerSettings {
  /** How often is looked for what no announcement tells of: a wait that is over, an announcement that was lost. */
  readonly pollMs: number;
  /** How often is looked for followers while there are none. */
  readonly idleMs: number;
  /** Longer than an attempt takes (10 s), and than the writes around it. */
  readonly leaseSeconds: number;
  /** Targets that one instance tells something at the same time. */
  readonly maxAtOnce: number;
  readonly maxInARow: number;
  readonly waitSeconds: (failures: number, asked?: number) => number;
}

const usual: RunnerSettings = {
  pollMs: 2_000,
  idleMs: 15_000,
  leaseSeconds: 30,
  maxAtOnce: 64,
  maxInARow: 100,
  waitSeconds,
};

interface Parts {
  readonly log: Pick<Log, 'read' | 'wordings'>;
  readonly leases: Leases;
  readonly bus: Pick<Bus, 'onAnnouncement'>;
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly posts: NetworkPosts;
  readonly tools: Omit<Tools, 'posts'>;
  readonly onError: (error: unknown) => void;
}

/**
 * Tells the followers of this deployment what happens in their feeds, together with the other instances. Announcements of feeds
 * that are followed wake it; what is told stands in the log. A target that is slow or down keeps only its own follower.
 */
export class Runner {
  readonly outcomes: Record<Outcome['kind'], number> = { done: 0, again: 0, never: 0, gone: 0 };
  private readonly holder = randomUUID();
  private readonly settings: RunnerSettings;
  private readonly running = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();
  private undoBus: Undo | undefined;
  private timer: NodeJS.Timeout | undefined;
  private polling = Promise.resolve();
  private looking: Promise<void> | undefined;
  private isWanted = false;
  /** The feeds that have followers, as of the last poll. */
  private followed: ReadonlySet<string> = new Set();

  constructor(
    private readonly parts: Parts,
    settings: Partial<RunnerSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
  }

  open(): void {
    this.undoBus = this.parts.bus.onAnnouncement(({ feed }) => {
      if (this.followed.has(feed)) this.wake();
    });
    this.poll();
  }

  /** Stops what is under way. What was not told is told by another instance, or after the next start. */
  async close(): Promise<void> {
    this.undoBus?.();
    this.stop.abort();
    clearTimeout(this.timer);
    await this.polling;
    await this.looking;
    await Promise.all(this.running.values());
  }

  /** Looks at once which feeds have followers, and for something to tell: people have changed one. */
  poll(): void {
    // Without kinds there is nobody to tell.
    if (Object.keys(this.parts.kinds).length === 0) return;
    this.polling = this.polling.then(() => this.pollNow());
  }

  /** Tells a target that this is a test, and answers what became of it. Nothing of it is kept. */
  async ping(follower: FoundFollower): Promise<Omit<Answer, 'at'>> {
    const kind = this.parts.kinds[follower.kind];
    if (kind === undefined) return { outcome: 'never', reason: 'of a later version', ms: 0 };
    const [timestamp, start] = [new Date().toISOString(), performance.now()];
    const message = {
      id: `test-${randomUUID()}`,
      type: 'test',
      timestamp,
      data: { feed: follower.feed },
    };
    const tools = this.toolsOf(follower);
    const outcome = await kind.send(message, follower, tools, this.stop.signal);
    return answerOf(outcome, performance.now() - start);
  }

  /** Looks for something to tell: one look at a time, and one more for all that ask meanwhile. */
  private wake(): void {
    this.isWanted = true;
    this.looking ??= this.lookWhileWanted();
  }

  private async pollNow(): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.followed = await this.parts.leases.followedFeeds(Object.keys(this.parts.kinds));
      if (this.followed.size > 0) this.wake();
    } catch (error) {
      this.parts.onError(error);
    }
    if (this.stop.signal.aborted) return;
    const { pollMs, idleMs } = this.settings;
    const inMs = (this.followed.size > 0 ? pollMs : idleMs) * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.poll(), inMs);
  }

  private async lookWhileWanted(): Promise<void> {
    while (this.isWanted && !this.stop.signal.aborted) {
      this.isWanted = false;
      try {
        await this.look();
      } catch (error) {
        this.parts.onError(error);
      }
    }
    this.looking = undefined;
  }

  private async look(): Promise<void> {
    const { maxAtOnce } = this.settings;
    if (this.running.size >= maxAtOnce) return;
    const told = Object.entries(this.parts.kinds).filter(([, { comes }]) => comes !== true);
    const names = told.map(([name]) => name);
    // Among them may be all that are running here.
    const due = await this.parts.leases.due(names, this.holder, maxAtOnce);
    for (const id of due.filter((one) => !this.running.has(one))) {
      if (this.running.size < maxAtOnce && !this.stop.signal.aborted) this.start(id);
    }
  }

  private start(id: string): void {
    this.running.set(id, this.roundOf(id));
  }

  private async roundOf(id: string): Promise<void> {
    try {
      await this.round(id);
      this.running.delete(id);
      // Something may have come meanwhile, for this follower or for one that had no place.
      this.wake();
    } catch (error) {
      // The lease is still ours: the next look goes on.
      this.running.delete(id);
      this.parts.onError(error);
    }
  }

  private async round(id: string): Promise<void> {
    const { leases, kinds } = this.parts;
    const { leaseSeconds, maxInARow } = this.settings;
    const follower = await leases.take(id, this.holder, leaseSeconds);
    if (follower === undefined) return;
    const kind = kinds[follower.kind];
    if (kind === undefined) return;
    const round = new Round(
      follower,
      kind,
      {
        log: this.parts.log,
        leases,
        tools: this.toolsOf(follower),
        holder: this.holder,
        leaseSeconds,
        maxInARow,
        waitSeconds: this.settings.waitSeconds,
        onOutcome: (outcome) => (this.outcomes[outcome] += 1),
      },
      this.stop.signal,
    );
    await round.run();
  }

  private toolsOf({ id }: FoundFollower): Tools {
    const { tools, posts } = this.parts;
    return { ...tools, posts: posts.of(id) };
  }
}
