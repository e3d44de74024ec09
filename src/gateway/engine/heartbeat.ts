import type { Outlet } from './outlet.ts';

/**
 * Milliseconds, sent to clients in the `open` packet. A client that receives no ping for the sum of both (40 s) gives
 * the connection up. It has 5 s left to reconnect within the promised 45 s (PROTOCOL.md §5.2).
 */
export const pingInterval = 22_000;
export const pingTimeout = 18_000;

/**
 * Each connection is pinged once in this time: below the 30 s after which many proxies cut a silent connection, and
 * twice within the 45 s. Every ping costs a write and a read: a thousand readers make 45 pings a second.
 */
export const roundSeconds = 22;

/**
 * Pings all connections with one timer. The connections are spread over the seconds of a round, one list a second; a
 * connection knows its place in its list. A connection that sent nothing since its last ping is destroyed.
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

  /** The first ping of the outlet comes within one round; where somebody else has pinged it before, in `pingIn` seconds. */
  add(outlet: Outlet, pingIn?: number): void {
    outlet.beat =
      pingIn === undefined
        ? Math.floor(this.random() * roundSeconds)
        : (this.now + pingIn) % roundSeconds;
    const beat = this.beats[outlet.beat];
    if (beat === undefined) return;
    outlet.slot = beat.length;
    beat.push(outlet);
  }

  /** In how many seconds the next ping of the outlet is due. */
  dueIn({ beat }: Outlet): number {
    return (beat - this.now + roundSeconds) % roundSeconds;
  }

  remove({ beat, slot }: Outlet): void {
    const last = this.beats[beat]?.pop();
    if (last === undefined || last.slot === slot) return;
    last.slot = slot;
    this.beats[beat]?.splice(slot, 1, last);
  }

  /** Pings the connections of the next second. Called once a second. */
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
