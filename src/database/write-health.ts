/** Why the log cannot be written now, in our words, and since when (RFC 3339, by this machine's clock). */
export interface WriteFault {
  readonly reason: string;
  readonly since: string;
}

export type WriteListener = (fault: WriteFault | undefined) => void;

/** How often a log that could not be written is tried again. */
const probeMs = 1_000;

/**
 * Knows whether the log can be written, from the result of the latest write. After a failure it tries one each second.
 */
export class WriteHealth {
  private current: WriteFault | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<WriteListener>();

  constructor(private readonly probe: () => Promise<void>) {}

  /** Why the latest write failed; undefined while writes succeed. Does not ask the database. */
  get fault(): WriteFault | undefined {
    return this.current;
  }

  /** Calls the listener once when writes begin to fail, and once when they succeed again. Returns its undo. */
  listen(listener: WriteListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  failed(reason: string): void {
    if (this.current === undefined) this.tell({ reason, since: new Date().toISOString() });
    this.timer ??= setTimeout(() => void this.tryAgain(), probeMs).unref();
  }

  succeeded(): void {
    if (this.current === undefined) return;
    this.close();
    this.tell(undefined);
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async tryAgain(): Promise<void> {
    this.timer = undefined;
    // The probe itself calls `failed` or `succeeded`.
    await this.probe().catch(() => undefined);
  }

  private tell(fault: WriteFault | undefined): void {
    this.current = fault;
    for (const listener of this.listeners) listener(fault);
  }
}
