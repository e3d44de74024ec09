const leastMs = 1_000;

/** The time over which the readers of a stopping instance leave it, from its making on: a second at least. */
export class Departure {
  private readonly endMs: number;

  constructor(
    withinMs: number,
    private readonly clock: { readonly now: () => number } = performance,
  ) {
    this.endMs = clock.now() + withinMs;
  }

  /**
   * Within how many milliseconds a reader told now is to leave: the rest of the time, but a second for who comes late,
   * so that a balancer has noticed the stop by then.
   */
  get leftMs(): number {
    return Math.max(leastMs, this.endMs - this.clock.now());
  }
}
