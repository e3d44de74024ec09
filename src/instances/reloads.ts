/** What became of a reload: how long it took, or why nothing has changed. */
export type ReloadOutcome = { readonly tookMs: number } | { readonly why: string };

/** Tells the operator what became of a reload. */
export interface ReloadReport {
  readonly begun: () => void;
  readonly done: (tookMs: number) => void;
  /** Nothing has changed. */
  readonly failed: (why: string) => void;
}

const ending: ReloadOutcome = { why: 'the service is being stopped' };

/**
 * One reload after the other. Who asks while one is under way, however often, gets one more after it: what is on disk may
 * have changed since it began. The next begins when the predecessors of the last have left, so that an instance
 * never has two of them.
 */
export class Reloads {
  private isUnderWay = false;
  /** Who has asked since the last one began. */
  private asked: ((outcome: ReloadOutcome) => void)[] = [];
  private state: 'starting' | 'serving' | 'ending' = 'starting';

  constructor(
    private readonly instances: {
      readonly replaceAll: () => Promise<void>;
      readonly allLeft: () => Promise<void>;
    },
    private readonly report: ReloadReport,
  ) {}

  /** Resolves when the reload that was asked for is over. */
  ask(): Promise<ReloadOutcome> {
    return new Promise((done) => {
      if (this.state === 'ending') return done(ending);
      this.asked.push(done);
      if (!this.isUnderWay) void this.run();
    });
  }

  /** The service serves: what was asked for until now, and what is from now on, is done. */
  begin(): void {
    this.state = 'serving';
    void this.run();
  }

  /** The service is told to stop: nothing is reloaded from now on. */
  end(): void {
    this.state = 'ending';
    for (const done of this.asked.splice(0)) done(ending);
  }

  private async run(): Promise<void> {
    this.isUnderWay = true;
    while (this.asked.length > 0 && this.state === 'serving') {
      const asked = this.asked.splice(0);
      const outcome = await this.reload();
      for (const done of asked) done(outcome);
      await this.instances.allLeft();
    }
    this.isUnderWay = false;
  }

  private async reload(): Promise<ReloadOutcome> {
    const { report } = this;
    const startedMs = performance.now();
    report.begun();
    try {
      await this.instances.replaceAll();
      const tookMs = Math.round(performance.now() - startedMs);
      report.done(tookMs);
      return { tookMs };
    } catch (error) {
      if (this.state !== 'serving') return ending;
      const why = error instanceof Error ? error.message : String(error);
      report.failed(why);
      return { why };
    }
  }
}
