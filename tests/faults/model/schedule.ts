import type { Change } from '../../../src/feed/change.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import type { Choices } from './choices.ts';
import { Instance } from './instance.ts';
import { ModelLog, ticks } from './model-log.ts';
import { ModelReader } from './model-reader.ts';

/** What is switched off to see the model fail. */
export type Mutation = 'none' | 'tags' | 'sweep' | 'attach';

/** What came of a schedule: how many views were compared, and everything that was wrong. */
export interface Verdict {
  readonly views: number;
  readonly restores: number;
  readonly wrong: readonly string[];
}

const instanceCount = 2;
const readerCount = 3;

/** Lives through one random schedule of faults, lets them end, and compares every reader's view with the log's fold. */
export async function live(choices: Choices, steps: number, mutation: Mutation): Promise<Verdict> {
  const world = new World(choices, mutation);
  for (let step = 0; step < steps; step += 1) {
    world.step();
    await ticks(choices.below(6));
  }
  return world.judge();
}

class World {
  private readonly log: ModelLog;
  private readonly instances: Instance[];
  private readonly readers = Array.from({ length: readerCount }, () => new ModelReader());
  /** Announcements on their way, each to one instance. */
  private announced: { readonly to: number; readonly change: Change }[] = [];
  private nowMs = 0;
  private restores = 0;

  constructor(
    private readonly choices: Choices,
    private readonly mutation: Mutation,
  ) {
    this.log = new ModelLog(choices, (appended, seq) =>
      mutation === 'tags' ? `t${seq}` : `t${appended}`,
    );
    this.instances = Array.from({ length: instanceCount }, () => this.newInstance());
  }

  step(): void {
    this.nowMs += 1_001;
    const { choices } = this;
    const instance = this.pick(this.instances);
    const reader = this.pick(this.readers);
    const kind = choices.below(100);
    if (kind < 24) this.publish();
    else if (kind < 44) this.deliver();
    else if (kind < 48) this.announced.splice(choices.below(this.announced.length + 1), 1);
    else if (kind < 72) reader.readOne();
    else if (kind < 80) reader.connect(instance);
    else if (kind < 83) reader.disconnect();
    else if (kind < 85) reader.loseFrame();
    else if (kind < 91) this.sweep(instance);
    else if (kind < 93) instance.beacon();
    else if (kind < 95) this.log.away = !this.log.away;
    else if (kind < 97) this.restart();
    else if (kind < 98) reader.reload();
    else this.restore();
  }

  async judge(): Promise<Verdict> {
    this.log.away = false;
    this.announced = [];
    // Ten quiet seconds: sweeps, beacons, readers that read, and that come back where they were refused.
    for (let second = 0; second < 10; second += 1) {
      this.nowMs += 1_001;
      for (const instance of this.instances) this.sweep(instance);
      await ticks(60);
      for (const reader of this.readers) {
        if (reader.instance === undefined) reader.connect(this.pick(this.instances));
      }
      await ticks(60);
      for (const instance of this.instances) instance.beacon();
      await ticks(60);
      for (const reader of this.readers) {
        for (let frames = reader.waiting + 1; frames > 0; frames -= 1) reader.readOne();
      }
      await ticks(60);
    }
    const wrong = this.readers.flatMap((reader, index) =>
      this.faultsOf(reader).map((fault) => `reader ${index}: ${fault}`),
    );
    for (const instance of this.instances) instance.stop();
    return { views: this.readers.length, restores: this.restores, wrong };
  }

  private faultsOf(reader: ModelReader): readonly string[] {
    const faults = [...reader.broken];
    const truth = this.seen(this.log.truth);
    const view = reader.holding && this.seen(reader.holding.snapshot);
    if (view !== truth) faults.push(`sees ${view ?? 'nothing'}, the log says ${truth}`);
    if (this.restores === 0 && reader.resets.length > 0) {
      faults.push(`was set back without a cause: ${reader.resets.join(', ')}`);
    }
    if (this.restores === 0 && reader.gaps.length > 0) {
      faults.push(`was left out of something: ${reader.gaps.join(', ')}`);
    }
    return faults;
  }

  /**
   * A view to compare. Where a restore has forgotten a takedown, a reader that heard of it may keep its
   * tombstone: takedowns stick. Everything else must be equal to the letter.
   */
  private seen(snapshot: Snapshot): string {
    const shown = newest(snapshot, snapshotItems);
    const isForgotten = (id: string) => this.log.undoneTakedowns.has(id);
    const items = shown.items.map((entry) => (isForgotten(entry.id) ? entry.id : entry));
    const pinned = shown.pinned !== null && isForgotten(shown.pinned.id) ? null : shown.pinned;
    return JSON.stringify({ ...shown, items, pinned });
  }

  /** Commits, and announces to nobody (a crash), or to everybody, each at a time of its own. */
  private publish(): void {
    const change = this.log.append(this.choices.below(10), this.choices.below(1_000));
    if (this.choices.below(5) === 0) return;
    for (let to = 0; to < instanceCount; to += 1) this.announced.push({ to, change });
  }

  /** Any announcement on its way, in any order; now and then twice, or without its body. */
  private deliver(): void {
    const index = this.choices.below(this.announced.length + 1);
    const announcement = this.announced[index];
    if (announcement === undefined) return;
    if (this.choices.below(8) !== 0) this.announced.splice(index, 1);
    const isBare = this.choices.below(8) === 0;
    this.instances[announcement.to]?.hear(isBare ? undefined : announcement.change);
  }

  private sweep(instance: Instance): void {
    if (this.mutation !== 'sweep') void instance.sweep();
  }

  private restart(): void {
    const index = this.choices.below(instanceCount);
    this.instances[index]?.stop();
    this.instances[index] = this.newInstance();
  }

  /** An older copy, which may be the newest one too; it grows again by what is published next. */
  private restore(): void {
    this.restores += 1;
    this.log.restore(this.choices.below(this.log.length + 1));
    for (let grown = this.choices.below(3); grown > 0; grown -= 1) this.publish();
  }

  private newInstance(): Instance {
    return new Instance(
      this.log,
      { now: () => this.nowMs, sleep: () => ticks(this.choices.below(8)) },
      this.mutation === 'attach',
    );
  }

  private pick<T>(all: readonly T[]): T {
    return all[this.choices.below(all.length)] as T;
  }
}
