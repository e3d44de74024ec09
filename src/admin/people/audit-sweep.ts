import type { Audit } from '../../accounts/audit.ts';

const sweepEveryMs = 3_600_000;

/** Forgets old acts, an hour after the start and each hour after that. Every instance does so: a second time costs little. */
export class AuditSweep {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly audit: Audit,
    private readonly days: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(): void {
    if (this.days === Infinity) return;
    this.timer = setInterval(() => {
      this.audit.forget(this.days).catch(this.onError);
    }, sweepEveryMs);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
  }
}
