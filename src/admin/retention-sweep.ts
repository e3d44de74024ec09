import type { Passing, Retention } from '../accounts/retention/retention.ts';

const sweepEveryMs = 3_600_000;

/** Forgets rows whose time is over, an hour after the start and each hour after that. Every instance does so: a second time costs little. */
export class RetentionSweep {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly retention: Retention,
    private readonly days: Readonly<Record<Passing, number>>,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(): void {
    this.timer = setInterval(() => {
      this.retention.forget(this.days).catch(this.onError);
    }, sweepEveryMs);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
  }
}
