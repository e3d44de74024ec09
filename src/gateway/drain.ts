import type { FanOut } from './fan-out/fan-out.ts';
import type { EventStreams } from './streams/event-streams.ts';

/** The shortest and the longest time in which readers are sent away: 50,000 and more go in 20 s. */
const window = { leastMs: 1_000, mostMs: 20_000 };
/** As many a second as one other instance admits for good (see Admission). */
const readersPerMs = 2.5;
/** For readers whose moment was the last, before those who stayed are cut off. */
const graceMs = 2_000;
const lookMs = 50;

/**
 * An instance on its way out. Readers are told, leave one by one, and are served until they do; new ones are
 * sent on to other instances. Ends at the latest after 22 s, so that it fits into the 30 s orchestrators give.
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

  /** Resolves when no reader is left, or those who are had their time. At once without readers. */
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
