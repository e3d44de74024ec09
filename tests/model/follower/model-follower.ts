import type { Change } from '../../../src/feed/change.ts';
import type { Position } from '../../../src/feed/position.ts';
import type { Kind, Outcome, Tools } from '../../../src/followers/kinds/kind.ts';
import { Round } from '../../../src/followers/run/round.ts';
import type { FoundFollower } from '../../../src/followers/store/follower.ts';
import type { Leases } from '../../../src/followers/store/leases.ts';
import type { Log } from '../../../src/log/log.ts';
import type { Chance } from '../chance.ts';
import { told, type Ledger } from '../judging/ledger.ts';
import type { Ask } from '../model-log.ts';
import type { Store } from '../store.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { ModelTarget } from './model-target.ts';

/** Shorter than the log takes at its slowest, so that a lease is lost in the middle of a round, too. */
const leaseSeconds = 2;
const waitMs = 200;

/** What an instance makes of a target's answer; a mutation hears another one. */
export type Hear = (outcome: Outcome) => Outcome;

/** What the database has of it; a restore sets it back as well. */
export interface FollowerRow {
  readonly position: Position;
  readonly holder: string | undefined;
  readonly leasedUntilMs: number;
  readonly dueMs: number;
  readonly isPaused: boolean;
}

/** A follower of a feed, told by the real rounds of every instance. */
export class ModelFollower {
  private readonly target: ModelTarget;

  constructor(
    private readonly feed: string,
    private readonly store: Store,
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly ledger: Ledger,
    private readonly ask: Ask,
    private readonly hear: Hear,
  ) {
    const position = store.head(feed);
    const row = { position, holder: undefined, leasedUntilMs: 0, dueMs: 0, isPaused: false };
    store.followers.set(feed, row);
    this.target = new ModelTarget(position, store, time, chance, ledger);
  }

  endFaults(): void {
    this.target.endFaults();
  }

  /** An instance looks again and again, until it is killed. */
  toldBy(holder: string, isAlive: () => boolean): void {
    this.time.after(100 + this.chance.below(200), () => {
      if (!isAlive()) return;
      void this.look(holder, isAlive)
        .catch(() => undefined)
        .then(() => this.toldBy(holder, isAlive));
    });
  }

  /** At the end: it stands where the log does, or says that the log has another history than it knows. */
  judge(): void {
    const { feed, store } = this;
    const { position, isPaused } = this.row;
    const head = store.head(feed);
    if (!store.wasNeverLost(feed, position)) return;
    if (isPaused) this.ledger.note(`a follower at ${told(position)} is paused without a cause`);
    else if (position.tag !== head.tag || !this.target.hasAll(head)) {
      this.ledger.note(`a follower was told up to ${told(position)}, the log is at ${told(head)}`);
    }
  }

  private get row(): FollowerRow {
    const row = this.store.followers.get(this.feed);
    if (row === undefined) throw new Error(`no follower of ${this.feed}`);
    return row;
  }

  private change(values: Partial<FollowerRow>): void {
    this.store.followers.set(this.feed, { ...this.row, ...values });
  }

  private async look(holder: string, isAlive: () => boolean): Promise<void> {
    const found = await this.ask(() => this.take(holder));
    if (found === undefined) return;
    let erased: readonly string[] = [];
    const log: Pick<Log, 'read' | 'wordings'> = {
      read: (feed, after, limit) =>
        this.ask(() => {
          erased = this.store.erasedTexts(feed);
          return this.store.rows(feed).slice(after, after + limit);
        }),
      wordings: () => Promise.reject(new Error('no filter asks for them')),
    };
    const send: Kind['send'] = ({ data }) => this.send(data as Change, erased, isAlive);
    const parts = {
      log,
      leases: this.leases(isAlive),
      tools: {} as Tools,
      holder,
      leaseSeconds,
      maxInARow: 20,
      waitSeconds: () => waitMs / 1_000,
      onOutcome: () => undefined,
    };
    await new Round(found, { send } as Kind, parts, new AbortController().signal).run();
  }

  private take(holder: string): FoundFollower | undefined {
    const { feed, store, time, row } = this;
    const isTaken =
      row.holder !== undefined && row.holder !== holder && row.leasedUntilMs > time.nowMs;
    const isBehind = store.head(feed).seq > row.position.seq;
    if (isTaken || !isBehind || row.isPaused || row.dueMs > time.nowMs) return undefined;
    this.change({ holder, leasedUntilMs: time.nowMs + leaseSeconds * 1_000 });
    const { position } = row;
    return {
      id: feed,
      feed,
      kind: 'model',
      target: '',
      createdAt: '',
      secrets: [],
      rev: 1,
      position,
      failures: 0,
    };
  }

  private leases(isAlive: () => boolean): Pick<Leases, 'settle' | 'again'> {
    return {
      again: async () => undefined,
      settle: (_follower, holder, step, seconds) =>
        this.ask(() => {
          // Who was killed writes nothing more down.
          if (this.row.holder !== holder || !isAlive()) return false;
          const { position = this.row.position, waitSeconds = 0, pause } = step;
          const isPaused = pause !== undefined;
          const isOver = seconds === 0 || isPaused;
          const { nowMs } = this.time;
          this.change({
            position,
            isPaused,
            holder: isOver ? undefined : holder,
            leasedUntilMs: nowMs + seconds * 1_000,
            dueMs: nowMs + waitSeconds * 1_000,
          });
          return !isOver;
        }),
    };
  }

  /** There and back; who was killed neither sends nor hears anything. */
  private send(
    change: Change,
    erased: readonly string[],
    isAlive: () => boolean,
  ): Promise<Outcome> {
    const { target, time } = this;
    return new Promise((done) => {
      if (!isAlive()) return;
      time.after(target.wayMs, () => {
        const outcome = target.receive(change, erased);
        time.after(target.wayMs, () => isAlive() && done(this.hear(outcome)));
      });
    });
  }
}
