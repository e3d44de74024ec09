import type { Undo } from '../bus/bus.ts';
import { Relay } from '../bus/relay.ts';
import { InstanceProcess, type End } from './instance-process.ts';
import type { Serving } from './message.ts';
import { Replacements } from './replacement.ts';
import type { Gathered } from './siblings.ts';

/** How long an instance may take to tell its metrics. */
const metricsPatienceMs = 1_000;
/** A drain and the closing after it take 27 s at most (see Drain); orchestrators give 30 s. */
const drainPatienceMs = 29_000;

/** Reports to the operator when instances end. */
export interface SupervisorReport {
  readonly ended: (number: number, how: string, againInMs: number) => void;
  /** No instance is left, and none can be started. */
  readonly gaveUp: (how: string) => void;
}

/**
 * Starts the instances of one machine on one port, replaces those that end, and passes messages between them. It has no
 * port and no database, so readers never wait for it. The sweep finds what a lost message announced.
 */
export class Supervisor {
  private readonly relay = new Relay();
  private readonly running = new Map<number, InstanceProcess>();
  private readonly replacements = new Replacements();
  private readonly timers = new Set<NodeJS.Timeout>();
  private port = 0;
  private isKeeping = false;
  private replaced = 0;
  private droppedBefore = 0;

  constructor(
    /** The program of an instance; its arguments are parsed in src/process/instance.ts. */
    private readonly entry: URL,
    private readonly count: number,
    private readonly report: SupervisorReport,
  ) {}

  /** Resolves when all instances serve. When one cannot start, all are ended and this rejects; that one printed why. */
  async start(port: number): Promise<Serving> {
    this.port = port;
    try {
      const first = await this.launch(1, true).serving;
      this.port = first.port;
      const more = Array.from({ length: this.count - 1 }, (_, n) => this.launch(n + 2).serving);
      await Promise.all(more);
      this.isKeeping = true;
      return first;
    } catch (error) {
      this.kill();
      throw error;
    }
  }

  /** Drains all instances at the same time. Rejects when one did not end in order. */
  async drain(): Promise<void> {
    this.stopKeeping();
    const running = [...this.running.values()];
    for (const instance of running) instance.drain();
    const late = setTimeout(() => this.kill(), drainPatienceMs);
    const ends = await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(late);
    const wrong = running.flatMap(({ number }, index) => {
      const end = ends[index];
      return end === undefined || end.isInOrder ? [] : [`instance ${number} (${end.how})`];
    });
    if (wrong.length > 0) throw new Error(`It did not end in order: ${wrong.join(', ')}.`);
  }

  /** Kills all instances at once. */
  kill(): void {
    this.stopKeeping();
    for (const instance of this.running.values()) instance.kill();
  }

  private stopKeeping(): void {
    this.isKeeping = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private launch(number: number, isFirst = false): InstanceProcess {
    const place = { number, port: this.port, isFirst };
    const instance = InstanceProcess.fork(this.entry, place, (asker) => this.gather(asker));
    this.running.set(number, instance);
    const leave = this.relay.join(instance.pipe);
    void this.outlive(instance, leave);
    return instance;
  }

  private async outlive(instance: InstanceProcess, leave: Undo): Promise<void> {
    const end = await instance.ended;
    leave();
    this.running.delete(instance.number);
    this.droppedBefore += instance.dropped;
    if (this.isKeeping) this.replace(instance.number, end);
  }

  private replace(number: number, end: End): void {
    const serving = [...this.running.values()].filter(({ isServing }) => isServing).length;
    const replacement = this.replacements.after(number, end, serving);
    switch (replacement.kind) {
      case 'give up':
        this.stopKeeping();
        return this.report.gaveUp(end.how);
      case 'again': {
        this.report.ended(number, end.how, replacement.inMs);
        const timer = setTimeout(() => {
          this.timers.delete(timer);
          this.replaced += 1;
          this.launch(number);
        }, replacement.inMs);
        this.timers.add(timer);
      }
    }
  }

  /** The metrics of all instances but the one that asks, which has its own. */
  private async gather(asker: InstanceProcess): Promise<Gathered> {
    const others = [...this.running.values()].filter((instance) => instance !== asker);
    const told = await Promise.all(
      others.map(async (instance) => ({
        number: instance.number,
        metrics: await instance.metrics(metricsPatienceMs),
      })),
    );
    const answered = told.filter(({ metrics }) => metrics !== undefined);
    const dropped = [...this.running.values()].reduce(
      (sum, instance) => sum + instance.dropped,
      this.droppedBefore,
    );
    return {
      told: answered,
      silent: this.count - 1 - answered.length,
      parent: { replaced: this.replaced, dropped },
    };
  }
}
