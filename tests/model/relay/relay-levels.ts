import type { Chance } from '../chance.ts';
import type { MakeHub } from '../instance.ts';
import type { Ledger } from '../judging/ledger.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { ModelDisk, type Found } from './model-disk.ts';
import { ModelLine, type KeptAnswer } from './model-line.ts';
import { ModelRelay, relayParts, type MakeRelay } from './model-relay.ts';
import type { RelayStep } from './relay-steps.ts';
import type { Serving } from './serving.ts';

/** What all relays of a schedule are made of. */
interface Making {
  readonly feeds: readonly string[];
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly make: MakeRelay;
  readonly makeHub: MakeHub;
}

/** One or two levels of relays before the log; those of a level share one address, which leads to all of the level before. */
export class RelayLevels {
  readonly all: ModelRelay[] = [];
  private readonly levels: readonly number[][];
  private readonly caches: readonly (Map<string, KeptAnswer> | undefined)[];

  constructor(
    widths: readonly number[],
    private readonly making: Making,
    /** The servers on the log that are alive. */
    private readonly roots: () => readonly Serving[],
  ) {
    const { chance, time } = making;
    this.caches = widths.map(() => (chance.is(50) ? new Map() : undefined));
    let count = 0;
    this.levels = widths.map((width) => Array.from({ length: width }, () => (count += 1) - 1));
    for (const [level, places] of this.levels.entries()) {
      for (const at of places) this.all[at] = this.begin(at, level, new ModelDisk(time));
    }
    this.lookLater();
  }

  take(step: RelayStep): void {
    const at = step.relay % Math.max(1, this.all.length);
    const relay = this.all[at];
    if (relay === undefined) return;
    const { line } = relay.parts;
    switch (step.kind) {
      case 'line cut':
        return line.cut();
      case 'line out':
        return line.goOut(step.ms);
      case 'line slow':
        return line.goSlow(step.ms, step.slowMs);
      case 'lose events':
        line.eventsToLose += step.count;
        return;
      case 'restart relay':
        return this.restart(at, relay, step.found);
    }
  }

  endFaults(): void {
    for (const { parts } of this.all) parts.line.endFaults();
  }

  kill(): void {
    for (const relay of this.all) relay.kill();
  }

  private restart(at: number, relay: ModelRelay, found: Found): void {
    relay.kill();
    const level = this.levels.findIndex((places) => places.includes(at));
    this.all[at] = this.begin(at, level, relay.parts.disk.afterKill(found));
  }

  private begin(at: number, level: number, disk: ModelDisk): ModelRelay {
    const { feeds, time, chance, ledger } = this.making;
    const before = () =>
      level === 0
        ? this.roots()
        : (this.levels[level - 1] ?? []).flatMap((place) => this.all[place]?.serving ?? []);
    const one = () => {
      const servings = before();
      return servings[chance.below(servings.length)];
    };
    const line = new ModelLine(time, chance, this.caches[level], one);
    const parts = relayParts(`relay-${at}`, line, disk, this.making);
    return new ModelRelay(feeds, parts, time, chance, ledger);
  }

  /** As EventStreams does by itself, in the model's time. */
  private lookLater(): void {
    this.making.time.after(1_000, () => {
      for (const { isAlive, serving } of this.all) if (isAlive) serving.look();
      this.lookLater();
    });
  }
}
