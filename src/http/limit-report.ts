const quietMs = 60_000;

/**
 * Logs that an address has reached a limit, once a minute at most: it may be a proxy that is missing in TRUST_PROXY,
 * with all readers behind it. The address itself is not logged, to protect readers.
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
