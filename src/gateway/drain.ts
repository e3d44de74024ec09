import { Departure } from './departure.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import type { ReaderGateway } from './sockets/reader.gateway.ts';
import type { EventStreams } from './streams/event-streams.ts';

/** The longest time over which readers are sent away: that of 50,000 readers and more. */
const mostMs = 20_000;
/** Readers leave no faster than one other instance can admit them (see Admission): 2,500 a second. */
const readersPerMs = 2.5;
/** Time that the readers sent away last still have before the remaining connections are cut off. */
const graceMs = 2_000;
const lookMs = 50;

/**
 * Empties an instance that is stopping. Each reader gets `bye`, leaves at a random moment of the departure, and is served
 * until then. Who still comes, because a balancer has not noticed yet, is served and sent away like the others: a reader
 * that is refused would be silent for seconds. Takes 22 s at most: orchestrators give 30 s.
 */
export class Drain {
  private begun = false;

  constructor(
    private readonly fanOut: Pick<FanOut, 'connections'>,
    private readonly sockets: Pick<ReaderGateway, 'sendAway'>,
    private readonly streams: Pick<EventStreams, 'count' | 'sendAway'>,
  ) {}

  get isUnderWay(): boolean {
    return this.begun;
  }

  /** Resolves when no reader is left, or when the departure and the grace time are over; at once without readers. */
  async run(): Promise<void> {
    this.begun = true;
    const wanted = Math.ceil(this.readers / readersPerMs);
    const departure = new Departure(Math.min(mostMs, wanted));
    this.sockets.sendAway(departure);
    this.streams.sendAway(departure);
    const endMs = performance.now() + departure.leftMs + graceMs;
    while (this.readers > 0 && performance.now() < endMs) {
      await new Promise((done) => setTimeout(done, lookMs));
    }
  }

  private get readers(): number {
    return this.fanOut.connections + this.streams.count;
  }
}
