/** What looks for something to send, and when. */
interface Parts {
  /** One look. What it throws is told to `onError`, and the next look tries again. */
  readonly lookNow: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** How often it looks where nobody asks. */
  readonly pollMs: number;
}

/** Looks for something to send: one look at a time, and one more for all that ask meanwhile; again after a while. */
export class Lookout {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private isWanted = false;
  private closed = false;

  constructor(private readonly parts: Parts) {}

  get isClosed(): boolean {
    return this.closed;
  }

  look(): void {
    this.isWanted = true;
    this.looking ??= this.lookWhileWanted();
  }

  /** Ends when the look that is under way has ended. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async lookWhileWanted(): Promise<void> {
    clearTimeout(this.timer);
    while (this.isWanted && !this.closed) {
      this.isWanted = false;
      try {
        await this.parts.lookNow();
      } catch (error) {
        this.parts.onError(error);
      }
    }
    this.looking = undefined;
    if (this.closed) return;
    // Instances do not look together.
    const inMs = this.parts.pollMs * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.look(), inMs);
  }
}
