import { randomUUID } from 'node:crypto';

/** Proves that a channel delivers: a message that is sent must come back. An open socket alone proves nothing. */
export class Echo {
  /** When an echo last came back, or the wait for the first began; in milliseconds of `performance`. */
  heardMs = performance.now();
  private readonly awaited = new Map<string, () => void>();

  constructor(
    private readonly send: (nonce: string) => Promise<unknown>,
    private readonly patienceMs: number,
  ) {}

  /** Resolves when the echo came; rejects when it could not be sent, or did not come in time. */
  async round(): Promise<void> {
    const nonce = randomUUID();
    const heard = Promise.withResolvers<void>();
    const late = () => heard.reject(new Error(`no echo in ${this.patienceMs} ms`));
    // The check runs after all pending input was read, so that a blocked event loop is not mistaken for a dead link.
    const timer = setTimeout(() => setImmediate(late), this.patienceMs);
    this.awaited.set(nonce, heard.resolve);
    try {
      await Promise.all([this.send(nonce), heard.promise]);
    } finally {
      clearTimeout(timer);
      this.awaited.delete(nonce);
    }
  }

  /** To be called with every message that comes out of the channel. */
  hear(nonce: string): void {
    const heard = this.awaited.get(nonce);
    if (heard === undefined) return;
    this.heardMs = performance.now();
    heard();
  }
}
