import type { Undo } from '../bus/bus.ts';
import { Exchange } from '../bus/exchange.ts';
import { gatherFrom } from './gather-from.ts';
import type { End, Instance } from './instance.ts';
import type { Handle } from './ipc-channel.ts';
import { InstanceProcess, type Order } from './instance-process.ts';
import type { Serving } from './message.ts';
import { Replacements } from './replacement.ts';
import type { Gathered } from './siblings.ts';

/** A drain and the closing after it take 27 s at most (see Drain); orchestrators give 30 s. */
const drainPatienceMs = 29_000;
/** What a predecessor may take to leave: a drain, then the connections that are kept alive, then the closing. */
const leavePatienceMs = 40_000;

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
  readonly exchange = new Exchange();
  private readonly running = new Map<number, Instance>();
  /** Successors that do not serve yet. */
  private readonly preparing = new Set<InstanceProcess>();
  /** Predecessors whose successors serve. */
  private readonly leaving = new Set<Instance>();
  private readonly replacements = new Replacements();
  private readonly timers = new Set<NodeJS.Timeout>();
  private port = 0;
  private isKeeping = false;
  private replaced = 0;
  private greeted = 0;
  private droppedBefore = 0;

  constructor(
    /** The program of an instance; its arguments are parsed in src/process/instance.ts. */
    private readonly entry: URL,
    private readonly count: number,
    private readonly report: SupervisorReport,
    /** The descriptor that instances listen on, where a service manager has opened it. */
    private readonly listenFd?: number,
    /** How long a successor may take until it is ready, migrations included. */
    private readonly readyPatienceMs = 120_000,
  ) {}

  /**
   * Resolves when all instances serve; they start beside each other, where the port is known. When one cannot start, all are ended
   * and this rejects; that one printed why.
   */
  async start(port: number): Promise<Serving> {
    this.port = port;
    const others = () =>
      Array.from({ length: this.count - 1 }, (_, n) => this.launch(n + 2).serving);
    try {
      const first = this.launch(1, 'first').serving;
      const beside = port === 0 && this.listenFd === undefined ? undefined : others();
      const [serving] = await Promise.all([first, ...(beside ?? [])]);
      this.port = serving.port;
      if (beside === undefined) await Promise.all(others());
      this.isKeeping = true;
      return serving;
    } catch (error) {
      this.kill();
      throw error;
    }
  }

  /** Gives an instance a connection that was opened before any served, to one after the other. */
  async greet(handle: Handle): Promise<boolean> {
    const next = [...this.running.values()].filter((one) => one instanceof InstanceProcess);
    this.greeted += 1;
    return (await next[this.greeted % next.length]?.greet(handle)) === true;
  }

  /** Takes the instance of this process itself into its keeping. */
  keep(own: Instance, port: number): void {
    this.port = port;
    this.isKeeping = true;
    this.join(own);
    this.running.set(own.number, own);
  }

  /**
   * Starts a successor for each instance, from what is on disk now, and when all of them are ready lets each take its
   * predecessor's place: it serves before the other begins to leave. Resolves when all serve. Rejects, and everything is as
   * it was, when one does not get ready; that one printed why.
   */
  async replaceAll(): Promise<void> {
    const successors: InstanceProcess[] = [];
    try {
      // The first alone: what cannot start costs one start.
      successors.push(await this.prepare(1));
      const more = Array.from({ length: this.count - 1 }, (_, n) => this.prepare(n + 2));
      for (const prepared of await Promise.allSettled(more)) {
        if (prepared.status === 'rejected') throw prepared.reason;
        successors.push(prepared.value);
      }
      for (const successor of successors) await this.succeed(successor);
    } catch (error) {
      for (const successor of this.preparing) successor.kill();
      throw error;
    }
  }

  /** Resolves when no predecessor is left. */
  async allLeft(): Promise<void> {
    await Promise.all([...this.leaving].map(({ ended }) => ended));
  }

  /** Drains all instances at the same time. Rejects when one did not end in order. */
  async drain(): Promise<void> {
    this.stopKeeping();
    for (const successor of this.preparing) successor.kill();
    const all = [...this.running.values(), ...this.leaving];
    for (const instance of all) instance.drain();
    const late = setTimeout(() => this.kill(), drainPatienceMs);
    const ends = await Promise.all(all.map(({ ended }) => ended));
    clearTimeout(late);
    const wrong = all.flatMap(({ number }, index) => {
      const end = ends[index];
      return end === undefined || end.isInOrder ? [] : [`instance ${number} (${end.how})`];
    });
    if (wrong.length > 0) throw new Error(`It did not end in order: ${wrong.join(', ')}.`);
  }

  /** Kills all instances at once. */
  kill(): void {
    this.stopKeeping();
    for (const instance of [...this.running.values(), ...this.leaving, ...this.preparing]) {
      instance.kill();
    }
  }

  private stopKeeping(): void {
    this.isKeeping = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private launch(number: number, order: Order = 'further'): InstanceProcess {
    const instance = this.fork(number, order);
    this.running.set(number, instance);
    return instance;
  }

  private fork(number: number, order: Order): InstanceProcess {
    const place = { number, port: this.port, order, listenFd: this.listenFd };
    const instance = InstanceProcess.fork(this.entry, place, (asker) => this.gather(asker));
    this.join(instance);
    return instance;
  }

  private join(instance: Instance): void {
    void this.outlive(instance, this.exchange.join(instance.pipe));
  }

  private async outlive(instance: Instance, leave: Undo): Promise<void> {
    const end = await instance.ended;
    leave();
    this.droppedBefore += instance.dropped;
    this.leaving.delete(instance);
    if (this.running.get(instance.number) !== instance) return;
    this.running.delete(instance.number);
    if (this.isKeeping) this.replace(instance.number, end);
  }

  /** Starts a successor. Rejects when it ends before it is ready, or is not within its time. */
  private async prepare(number: number): Promise<InstanceProcess> {
    const successor = this.fork(number, 'successor');
    this.preparing.add(successor);
    void successor.ended.then(() => this.preparing.delete(successor));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_, late) => {
      const seconds = this.readyPatienceMs / 1_000;
      timer = setTimeout(late, this.readyPatienceMs, new Error(`it was not ready in ${seconds} s`));
    });
    try {
      await Promise.race([successor.ready, patience]);
      return successor;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets a successor that is ready take its place; whoever has it leaves when the successor serves. */
  private async succeed(successor: InstanceProcess): Promise<void> {
    const { number } = successor;
    const lender = this.running.get(number);
    const take = async (handle?: Handle): Promise<void> => {
      await successor.takePort(handle);
      await successor.serving;
    };
    await (lender?.isServing === true ? lender.lendPort(take) : take());
    this.preparing.delete(successor);
    // A signal to stop came meanwhile.
    if (!this.isKeeping) return successor.kill();
    const predecessor = this.running.get(number);
    this.running.set(number, successor);
    if (predecessor === undefined) return;
    if (predecessor.isServing) this.sendOff(predecessor, successor);
    else predecessor.kill();
  }

  private sendOff(predecessor: Instance, successor: InstanceProcess): void {
    this.leaving.add(predecessor);
    predecessor.leave(successor.adopt);
    const late = setTimeout(() => predecessor.kill(), leavePatienceMs);
    void predecessor.ended.then(() => clearTimeout(late));
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
          // A reload may have filled the place.
          if (this.running.has(number)) return;
          this.replaced += 1;
          this.launch(number);
        }, replacement.inMs);
        this.timers.add(timer);
      }
    }
  }

  /** The metrics of all instances but the one that asks, which has its own. */
  private gather(asker: InstanceProcess): Promise<Gathered> {
    const running = [...this.running.values()];
    const dropped = running.reduce((sum, one) => sum + one.dropped, this.droppedBefore);
    return gatherFrom(
      running.filter((instance) => instance !== asker),
      this.count - 1,
      { replaced: this.replaced, dropped },
    );
  }
}
