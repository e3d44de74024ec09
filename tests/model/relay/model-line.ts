import type { Reply } from '../../../src/followers/send/safe-client.ts';
import { Line, type ByteStream } from '../../../src/relay/line.ts';
import { RemoteFault } from '../../../src/remote/remote-fault.ts';
import type { Chance } from '../chance.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { Pipe } from './pipe.ts';
import type { Served, Serving } from './serving.ts';

/** An answer that a cache holds. */
export interface KeptAnswer extends Served {
  readonly untilMs: number;
}

/**
 * The way from a relay to its upstream, which may be several servers behind one address, and a cache that many share. It is
 * cut, slow, or out for a while; calls and streams that are on their way then break off.
 */
export class ModelLine extends Line {
  /** Frames of events that will not arrive although the stream lives. */
  eventsToLose = 0;
  /** Whether anything of an upstream's log has come since this line was laid. */
  hasHeard = false;
  private readonly pipes = new Set<Pipe>();
  private cuts = 0;
  private outUntilMs = 0;
  private slowUntilMs = 0;
  private slowMs = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly cache: Map<string, KeptAnswer> | undefined,
    /** One of those behind the address that serve just now. */
    private readonly upstream: () => Serving | undefined,
  ) {
    super();
  }

  async ask(
    _method: 'GET' | 'HEAD',
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const serving = await this.reached();
    const { cuts } = this;
    const goesPastCaches = headers['cache-control'] === 'no-cache';
    const { reply } = await this.through(serving, path, goesPastCaches);
    await this.way();
    if (this.cuts !== cuts) throw new RemoteFault('was not reached: it broke off');
    return reply;
  }

  async stream(path: string): Promise<ByteStream> {
    const serving = await this.reached();
    const loses = () => {
      const isLost = this.eventsToLose > 0;
      if (isLost) this.eventsToLose -= 1;
      return isLost;
    };
    const hears = () => (this.hasHeard = true);
    const { time, chance } = this;
    const pipe: Pipe = new Pipe(time, chance, () => this.wayMs, loses, hears);
    this.pipes.add(pipe);
    pipe.response.on('close', () => this.pipes.delete(pipe));
    void serving.stream(path, pipe);
    return pipe;
  }

  /** Breaks what there is; new calls and streams work. */
  cut(): void {
    this.cuts += 1;
    this.hangUp();
  }

  goOut(ms: number): void {
    this.outUntilMs = this.time.nowMs + ms;
    this.cut();
  }

  goSlow(ms: number, slowMs: number): void {
    this.slowUntilMs = this.time.nowMs + ms;
    this.slowMs = slowMs;
  }

  endFaults(): void {
    this.eventsToLose = 0;
    this.outUntilMs = 0;
    this.slowUntilMs = 0;
  }

  hangUp(): void {
    for (const pipe of this.pipes) pipe.break();
  }

  close(): void {
    this.cut();
  }

  /** There, and who is there. */
  private async reached(): Promise<Serving> {
    await this.way();
    const serving = this.time.nowMs < this.outUntilMs ? undefined : this.upstream();
    if (serving === undefined) throw new RemoteFault('was not reached');
    return serving;
  }

  private async through(serving: Serving, path: string, goesPastCaches: boolean): Promise<Served> {
    const known = this.cache?.get(path);
    if (known !== undefined && !goesPastCaches && this.time.nowMs < known.untilMs) return known;
    const served = await serving.ask(path, goesPastCaches);
    if (served === undefined) throw new RemoteFault('was not reached: it broke off');
    if (served.keptForMs > 0) {
      this.cache?.set(path, { ...served, untilMs: this.time.nowMs + served.keptForMs });
    }
    return served;
  }

  private way(): Promise<void> {
    return new Promise((done) => void this.time.after(this.wayMs, done));
  }

  private get wayMs(): number {
    return this.chance.below(this.time.nowMs < this.slowUntilMs ? this.slowMs + 1 : 8);
  }
}
