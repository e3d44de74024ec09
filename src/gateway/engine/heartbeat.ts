import type { Outlet } from './outlet.ts';

/**
 * What clients are told at the start: one that hears no ping for the sum of both gives up. Pings come a little
 * faster than that needs, and rarer than the first figure says: a ping and its answer are work for each reader.
 */
export const pingInterval = 25_000;
export const pingTimeout = 20_000;

/** Each connection is pinged so often; 10 s remain for a loop that is late. */
const roundSeconds = 35;

/**
 * One timer for all connections. They are spread over the seconds of a round, each in a list where its place is
 * known; whoever has said nothing since its last ping is given up.
 */
export class Heartbeat {
  private readonly beats: Outlet[][] = Array.from({ length: roundSeconds }, () => []);
  private now = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ping: Buffer,
    private readonly random: () => number = Math.random,
  ) {}

  open(): void {
    this.timer = setInterval(() => this.tick(), 1_000);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Its first ping comes within a round. */
  add(outlet: Outlet): void {
    outlet.beat = Math.floor(this.random() * roundSeconds);
    const beat = this.beats[outlet.beat];
    if (beat === undefined) return;
    outlet.slot = beat.length;
    beat.push(outlet);
  }

  remove({ beat, slot }: Outlet): void {
    const last = this.beats[beat]?.pop();
    if (last === undefined || last.slot === slot) return;
    last.slot = slot;
    this.beats[beat]?.splice(slot, 1, last);
  }

  /** The next second's connections. */
  tick(): void {
    const due = this.beats[this.now] ?? [];
    this.now = (this.now + 1) % roundSeconds;
    const silent: Outlet[] = [];
    for (const outlet of due) {
      if (outlet.heard === 0) silent.push(outlet);
      outlet.heard = 0;
      outlet.say(this.ping);
    }
    for (const outlet of silent) {
      outlet.ended('ping timeout');
      outlet.tcp.destroy();
    }
  }
}
