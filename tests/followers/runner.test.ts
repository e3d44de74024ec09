import { LocalBus } from '../../src/bus/local-bus.ts';
import type { Kind, Message, Outcome } from '../../src/followers/kinds/kind.ts';
import { Runner, type RunnerSettings } from '../../src/followers/run/runner.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import type { FoundFollower } from '../../src/followers/store/follower.ts';
import type { Leases } from '../../src/followers/store/leases.ts';
import { FeedOf } from '../client/feed-of.ts';
import { until } from '../until.ts';
import { toolsOf } from './tools-of.ts';

/** Followers of one feed, each of which is to be told one change, and targets that answer when they are let go on. */
class RunnerRoom implements AsyncDisposable {
  readonly feed = new FeedOf('f');
  readonly bus = new LocalBus();
  /** Those that have something to be told. */
  readonly due: Set<string>;
  readonly sent: string[] = [];
  readonly asked: string[] = [];
  readonly errors: unknown[] = [];
  private readonly open: (() => void)[] = [];
  isHeld = true;
  error: Error | undefined;
  takeError: Error | undefined;
  readonly runner: Runner;

  constructor(ids: readonly string[], settings: Partial<RunnerSettings> = {}) {
    this.feed.post('Landed');
    this.due = new Set(ids);
    const leases: Pick<Leases, 'due' | 'followedFeeds' | 'take' | 'settle' | 'again'> = {
      due: async (kinds, _holder, limit) => {
        this.asked.push(kinds.join());
        if (this.error !== undefined) throw this.error;
        return [...this.due].slice(0, limit);
      },
      followedFeeds: async () => new Set(['f']),
      take: async (id) => {
        if (this.takeError !== undefined) throw this.takeError;
        return this.found(id);
      },
      settle: async ({ id }, _holder, step, seconds) => {
        if ((step.position?.seq ?? 0) > 0) this.due.delete(id);
        return seconds > 0;
      },
      again: async () => undefined,
    };
    this.runner = new Runner(
      {
        log: {
          read: async (_feed, after, limit) => this.feed.changes.slice(after, after + limit),
          wordings: async () => [],
        },
        leases: leases as Leases,
        bus: this.bus,
        kinds: { k: this.kind(), comes: { ...this.kind(), comes: true } },
        posts: { of: () => toolsOf(new SafeClient(false)).posts },
        tools: toolsOf(new SafeClient(false)),
        onError: (error) => this.errors.push(error),
      },
      { pollMs: 3_600_000, idleMs: 3_600_000, ...settings },
    );
    this.runner.open();
  }

  found(id: string, kind = 'k'): FoundFollower {
    const position = { epoch: 'e1', seq: 0, tag: 'e1-0' };
    const found = { id, feed: 'f', kind, target: id, createdAt: '2026-01-01T00:00:00.000Z' };
    return { ...found, secrets: [], rev: 1, position, failures: 0 };
  }

  /** Lets all targets answer that were told something. */
  answer(): void {
    for (const done of this.open.splice(0)) done();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isHeld = false;
    this.answer();
    await this.runner.close();
  }

  private kind(): Kind {
    return {
      target: () => undefined as never,
      secret: undefined as never,
      send: async (message: Message, { target }): Promise<Outcome> => {
        this.sent.push(`${message.type} ${target}`);
        if (this.isHeld) await new Promise<void>((done) => this.open.push(done));
        return { kind: 'done' };
      },
    };
  }
}

/** Lets everything go on that waits for nothing outside. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
};

describe('an instance that tells followers', () => {
  test('tells each once at a time, however often it is woken meanwhile', async () => {
    await using room = new RunnerRoom(['a']);
    await until(() => room.sent.length === 1, 'the first message');
    for (let n = 0; n < 3; n += 1) {
      room.bus.announce({ feed: 'f' });
      await settle();
    }
    expect(room.sent).toEqual(['change.post a']);
    expect(room.asked.length).toBeGreaterThan(1);
    room.answer();
    await until(() => room.due.size === 0, 'the message to be told');
    await settle();
    expect(room.sent).toEqual(['change.post a']);
    expect(room.runner.outcomes).toEqual({ done: 1, again: 0, never: 0, gone: 0 });
  });

  test('tells no more at once than it may; the others when there is room', async () => {
    await using room = new RunnerRoom(['a', 'b', 'c', 'd', 'e'], { maxAtOnce: 2 });
    await until(() => room.sent.length === 2, 'the first two messages');
    room.bus.announce({ feed: 'f' });
    await settle();
    expect(room.sent).toHaveLength(2);
    room.answer();
    await until(() => room.sent.length === 4, 'the next two messages');
    room.answer();
    await until(() => room.sent.length === 5, 'the last message');
    expect(new Set(room.sent).size).toBe(5);
  });

  test('counts among those at once one that has nothing more to be told', async () => {
    await using room = new RunnerRoom(['a'], { maxAtOnce: 2 });
    await until(() => room.sent.length === 1, 'the first message');
    room.due.delete('a');
    for (const id of ['b', 'c']) room.due.add(id);
    room.bus.announce({ feed: 'f' });
    await until(() => room.sent.length > 1, 'the next message');
    await settle();
    expect(room.sent).toEqual(['change.post a', 'change.post b']);
    room.answer();
    await until(() => room.sent.length === 3, 'the last message');
  });

  test('asks for those alone that it tells, and not for those that come by themselves', async () => {
    await using room = new RunnerRoom([]);
    await until(() => room.asked.length > 0, 'the first look');
    await settle();
    expect(new Set(room.asked)).toEqual(new Set(['k']));
  });

  test('is woken by the feeds that are followed, and by no other; by none once it is closed', async () => {
    const room = new RunnerRoom([]);
    await until(() => room.asked.length > 0, 'the first look');
    await settle();
    const before = room.asked.length;
    room.bus.announce({ feed: 'another' });
    await settle();
    expect(room.asked).toHaveLength(before);
    room.bus.announce({ feed: 'f' });
    await until(() => room.asked.length > before, 'the look for the change');
    await room.runner.close();
    const after = room.asked.length;
    room.bus.announce({ feed: 'f' });
    room.runner.poll();
    await settle();
    expect(room.asked).toHaveLength(after);
  });

  test('reports what fails, and goes on', async () => {
    await using room = new RunnerRoom(['a']);
    room.isHeld = false;
    room.error = new Error('the database is away');
    room.answer();
    await until(() => room.errors.length > 0, 'the report');
    expect(room.errors).toContain(room.error);
    room.error = undefined;
    room.due.add('b');
    room.bus.announce({ feed: 'f' });
    await until(() => room.sent.includes('change.post b'), 'the next message');
  });

  test('tells a follower whose round has failed at the next look', async () => {
    await using room = new RunnerRoom([]);
    room.isHeld = false;
    await until(() => room.asked.length > 0, 'the first look');
    room.takeError = new Error('the database is away');
    room.due.add('a');
    room.bus.announce({ feed: 'f' });
    await until(() => room.errors.length > 0, 'the report');
    room.takeError = undefined;
    await settle();
    room.bus.announce({ feed: 'f' });
    await until(() => room.sent.length === 1, 'the message');
  });

  test('tries a target with a message without news, and knows none of a later version', async () => {
    await using room = new RunnerRoom([]);
    room.isHeld = false;
    const answer = await room.runner.ping(room.found('x'));
    expect(answer).toEqual({ outcome: 'done', ms: expect.any(Number) });
    expect(room.sent).toEqual(['test x']);
    expect(room.runner.outcomes.done).toBe(0);
    const later = await room.runner.ping(room.found('x', 'fax'));
    expect(later).toEqual({ outcome: 'never', reason: 'of a later version', ms: 0 });
  });
});
