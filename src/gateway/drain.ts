import type { FanOut } from './fan-out/fan-out.ts';
import type { EventStreams } from './streams/event-streams.ts';

/** The shortest and the longest time over which readers are sent away; from 50,000 readers on it is the longest. */
const window = { leastMs: 1_000, mostMs: 20_000 };
/** Readers leave no faster than one other instance can admit them (see Admission): 2,500 a second. */
const readersPerMs = 2.5;
/** Time that the readers sent away last still have before the remaining connections are cut off. */
const graceMs = 2_000;
const lookMs = 50;

/**
 * Empties an instance that is stopping. Each reader gets `bye`, leaves at a random moment of the window, and is served
 * until then; new connections are refused. Takes 22 s at most: orchestrators give 30 s.
 */
export class Drain {
  private begun = false;

  constructor(
    private readonly fanOut: Pick<FanOut, 'connections' | 'broadcastToAll'>,
    private readonly streams: Pick<EventStreams, 'count' | 'sendAway'>,
  ) {}

  get isUnderWay(): boolean {
    return this.begun;
  }

  /** Resolves when no reader is left, or when the window and the grace time are over; at once without readers. */
  async run(): Promise<void> {
    this.begun = true;
    const wanted = Math.ceil(this.readers / readersPerMs);
    const withinMs = Math.min(window.mostMs, Math.max(window.leastMs, wanted));
    this.fanOut.broadcastToAll('bye', { withinMs });
    this.streams.sendAway(withinMs);
    const endMs = performance.now() + withinMs + graceMs;
    while (this.readers > 0 && performance.now() < endMs) {
      await new Promise((done) => setTimeout(done, lookMs));
    }
  }

  private get readers(): number {
    return this.fanOut.connections + this.streams.count;
  }
}
