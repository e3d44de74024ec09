import { setTimeout as sleep } from 'node:timers/promises';
import { Departure } from './departure.ts';
import type { Others } from './others.ts';
import type { ReaderGateway } from './sockets/reader.gateway.ts';
import type { Spread } from './spread.ts';
import type { EventStreams } from './streams/event-streams.ts';

/** Time that the readers sent away last still have before the remaining connections are cut off. */
const graceMs = 2_000;
const lookMs = 50;
/**
 * In this time what was sent before the stop has come: the notices of instances that are told to stop at the same moment, and
 * what editors have just published, which is answered and goes out to the readers before they leave.
 */
const onTheWayMs = 150;

/**
 * Empties an instance that is stopping. Each reader gets `bye`, leaves at a random moment of the departure, and is served
 * until then. Who still comes, because a balancer has not noticed yet, is served and sent away like the others: a reader
 * that is refused would be silent for seconds. Takes 22 s at most: orchestrators give 30 s. Where no other instance could serve
 * the readers, they are told and let go together: the sooner this one ends, the sooner the next one serves.
 */
export class Drain {
  private begun = false;
  private replaced = false;

  constructor(
    private readonly sockets: Pick<ReaderGateway, 'sendAway'>,
    private readonly streams: Pick<EventStreams, 'sendAway'>,
    private readonly spread: Pick<Spread, 'ms' | 'readers'>,
    private readonly others: Pick<Others, 'count' | 'leave'>,
    private readonly wait: (ms: number) => Promise<unknown> = sleep,
  ) {}

  /** The instance stops, and no other serves at its address. */
  get isUnderWay(): boolean {
    return this.begun && !this.replaced;
  }

  /** Whoever keeps a connection alive is to open the next one elsewhere. */
  get closesConnections(): boolean {
    return this.begun || this.replaced;
  }

  /** Another process serves at this address from now on: what is asked of this one is answered for both. */
  yield(): void {
    this.replaced = true;
  }

  /**
   * Resolves when no reader is left, or when the departure and the grace time are over; where they have nobody to go to, when
   * what was on its way is answered; at once without readers and others.
   */
  async run(): Promise<void> {
    this.begun = true;
    this.others.leave();
    if (this.others.count > 0 || this.spread.readers > 0) await this.wait(onTheWayMs);
    const { ms } = this.spread;
    const hasOthers = this.replaced || this.others.count > 0;
    const departure = hasOthers ? new Departure(ms) : Departure.atOnce(ms);
    this.sockets.sendAway(departure);
    // Without others the streams end with the instance, in a moment.
    if (!hasOthers) return;
    this.streams.sendAway(departure);
    const endMs = performance.now() + departure.leftMs + graceMs;
    while (this.spread.readers > 0 && performance.now() < endMs) {
      await this.wait(lookMs);
    }
  }
}
