/** Tells the operator what became of a reload. */
export interface ReloadReport {
  readonly begun: () => void;
  readonly done: (tookMs: number) => void;
  /** Nothing has changed. */
  readonly failed: (why: string) => void;
}

/**
 * One reload after the other. Who asks while one is under way, however often, gets one more after it: what is on disk may
 * have changed since it began. The next begins when the predecessors of the last have left, so that an instance
 * never has two of them.
 */
export class Reloads {
  private isUnderWay = false;
  private isAsked = false;
  private state: 'starting' | 'serving' | 'ending' = 'starting';

  constructor(
    private readonly instances: {
      readonly replaceAll: () => Promise<void>;
      readonly allLeft: () => Promise<void>;
    },
    private readonly report: ReloadReport,
  ) {}

  ask(): void {
    this.isAsked = true;
    if (!this.isUnderWay) void this.run();
  }

  /** The service serves: what was asked for until now, and what is from now on, is done. */
  begin(): void {
    this.state = 'serving';
    void this.run();
  }

  /** The service is told to stop: nothing is reloaded from now on. */
  end(): void {
    this.state = 'ending';
  }

  private async run(): Promise<void> {
    this.isUnderWay = true;
    while (this.isAsked && this.state === 'serving') {
      this.isAsked = false;
      await this.reload();
      await this.instances.allLeft();
    }
    this.isUnderWay = false;
  }

  private async reload(): Promise<void> {
    const { report } = this;
    const startedMs = performance.now();
    report.begun();
    try {
      await this.instances.replaceAll();
      report.done(Math.round(performance.now() - startedMs));
    } catch (error) {
      if (this.state === 'serving')
        report.failed(error instanceof Error ? error.message : String(error));
    }
  }
}
