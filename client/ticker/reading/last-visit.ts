import type { Device } from './device.ts';

/** When this reader left a feed. Noted once the reader has used the page by hand, not before. */
export class LastVisit {
  /** When the reader left the last time (ms since 1970, server's clock); undefined: never, or nothing is kept. */
  readonly leftMs: number | undefined;
  readonly #ends = new AbortController();

  constructor(
    private readonly device: Device,
    private readonly feed: string,
    private readonly now: () => number,
  ) {
    const left = Number(device.read(`left:${feed}`));
    this.leftMs = left > 0 && left <= now() ? left : undefined;
    const { signal } = this.#ends;
    addEventListener('pagehide', () => this.#note(), { signal });
    document.addEventListener('visibilitychange', () => this.#note(), { signal });
  }

  stop(): void {
    this.#ends.abort();
  }

  #note(): void {
    if (!navigator.userActivation?.hasBeenActive) return;
    this.device.write(`left:${this.feed}`, String(Math.round(this.now())));
  }
}
