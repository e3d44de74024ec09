const quietMs = 60_000;

/**
 * Tells the operator that an address met a limit, once a minute at most. The address may be a proxy that nobody named,
 * with everybody behind it. It is not told: a reader's address is nobody's business.
 */
export class LimitReport {
  private toldMs = -Infinity;

  constructor(
    private readonly warn: (text: string) => void,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  met(limit: 'CONNECTIONS_PER_ADDRESS' | 'READS_PER_ADDRESS'): void {
    const now = this.clock.now();
    if (now - this.toldMs < quietMs) return;
    this.toldMs = now;
    this.warn(
      `An address met its limit (${limit}) and is refused more. If all readers come through a proxy, name it in ` +
        'TRUST_PROXY: otherwise they count as one address.',
    );
  }
}
