import type { Change } from '../../src/feed/change.ts';
import type { Kind, Message, Outcome } from '../../src/followers/kinds/kind.ts';
import { Round, type RoundParts } from '../../src/followers/run/round.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import type { FoundFollower } from '../../src/followers/store/follower.ts';
import type { Step } from '../../src/followers/store/leases.ts';
import { FeedOf } from '../client/feed-of.ts';
import { toolsOf } from './tools-of.ts';

export const done: Outcome = { kind: 'done', status: 204 };

/** A follower, a log that it has been told nothing of, and a target that answers as it is told to. */
export class RoundRoom {
  readonly feed = new FeedOf('f');
  readonly told: Message[] = [];
  readonly settled: (Step & { readonly seconds: number })[] = [];
  readonly outcomes: Outcome['kind'][] = [];
  readonly stop = new AbortController();
  readonly again: number[] = [];
  follower: FoundFollower;
  /** What the target answers next; done, when there is nothing. */
  answers: Outcome[] = [];
  isLeaseLost = false;
  meanwhile: (message: Message) => void = () => undefined;
  parts: RoundParts;
  kind: Kind;

  constructor(posts: number) {
    for (let n = 1; n <= posts; n += 1) this.feed.post(`Item ${n}`);
    const position = { epoch: 'e1', seq: 0, tag: 'e1-0' };
    const target = 'https://receiver.example/';
    const found = { id: 'x', feed: 'f', kind: 'k', target, createdAt: '2026-01-01T00:00:00.000Z' };
    this.follower = { ...found, secrets: [], rev: 1, position, failures: 0 };
    this.kind = {
      target: () => undefined as never,
      secret: undefined as never,
      send: async (message) => {
        this.told.push(message);
        this.meanwhile(message);
        return this.answers.shift() ?? done;
      },
    };
    this.parts = {
      log: {
        read: async (_feed, after, limit) => this.feed.changes.slice(after, after + limit),
        wordings: async () => [],
      },
      leases: {
        settle: async (_follower, _holder, step, seconds) => {
          this.settled.push({ ...step, seconds });
          if (step.unbury !== undefined) this.again.shift();
          return !this.isLeaseLost && seconds > 0 && step.pause === undefined;
        },
        again: async () => this.again[0],
      },
      tools: toolsOf(new SafeClient(false)),
      holder: 'me',
      leaseSeconds: 30,
      maxInARow: 100,
      waitSeconds: (failures, asked = 0) => failures * 10 + asked,
      onOutcome: (kind) => this.outcomes.push(kind),
    };
  }

  async run(): Promise<void> {
    await new Round(this.follower, this.kind, this.parts, this.stop.signal).run();
  }

  get toldSeqs(): readonly number[] {
    return this.told.map(({ data }) => (data as Change).seq);
  }

  get last() {
    return this.settled.at(-1);
  }
}
