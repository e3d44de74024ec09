import type { Outlet } from './outlet.ts';

/**
 * What clients are told at the start: one that hears no ping for the sum of both gives up, and has 5 s left to be back
 * within the 45 s that are promised (PROTOCOL.md §5.2).
 */
export const pingInterval = 22_000;
export const pingTimeout = 18_000;

/**
 * Each connection is pinged so often: below the 30 s after which many proxies cut off a silent connection, and twice
 * within the 45 s. A ping and its answer are work for each reader, 45 pings a second for a thousand.
 */
export const roundSeconds = 22;

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
