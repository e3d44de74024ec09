/** By then a balancer has noticed the stop. */
const balancerMs = 1_000;

/** The time over which the readers of a stopping instance leave it, from its making on: a second at least. */
export class Departure {
  private readonly endMs: number;

  constructor(
    withinMs: number,
    private readonly clock: { readonly now: () => number } = performance,
    private readonly leastMs = balancerMs,
  ) {
    this.endMs = clock.now() + withinMs;
  }

  /** For readers whose connections end now: they come back within this time. */
  static atOnce(withinMs: number): Departure {
    return new Departure(withinMs, performance, withinMs);
  }

  /**
   * Within how many milliseconds a reader told now is to leave: the rest of the time, but a second for who comes late.
   */
  get leftMs(): number {
    return Math.max(this.leastMs, this.endMs - this.clock.now());
  }
}
