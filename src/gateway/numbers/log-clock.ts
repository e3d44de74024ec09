import type { LogReads } from '../../log/log-reads.ts';

/** The time by which items are dated, and how wrong it may be. */
export interface LogTime {
  /** RFC 3339, UTC, with milliseconds. */
  readonly now: string;
  /** Milliseconds, rounded up. */
  readonly withinMs: number;
}

/** Clocks drift: a machine's by some ms in this time. */
const lifeMs = 60_000;
/** A look in a busy moment is worse than this, and the next may be better, after this time. */
const uncertain = { ms: 10, lifeMs: 1_000 } as const;

interface Look {
  /** The log's time, less this process's. */
  readonly aheadMs: number;
  readonly withinMs: number;
  readonly atMs: number;
}

/**
 * The log's clock, which dates items (decision 4), without a question to the log for each who asks: one in a minute
 * tells by how much it differs from this process's.
 */
export class LogClock {
  private look: Look | undefined;
  /** Many who ask at once share the question. */
  private asking: Promise<Look> | undefined;

  constructor(
    private readonly log: Pick<LogReads, 'time'>,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  /** Rejects when the log cannot be reached. */
  async time(): Promise<LogTime> {
    const { aheadMs, withinMs } = await this.latest();
    const now = new Date(this.clock.now() + aheadMs).toISOString();
    return { now, withinMs: Math.ceil(withinMs) };
  }

  /**
   * The same without waiting, in milliseconds since 1970; undefined before the log was asked, which this call has begun where it is
   * due.
   */
  get nowMs(): number | undefined {
    this.latest().catch(() => undefined);
    return this.look === undefined ? undefined : this.clock.now() + this.look.aheadMs;
  }

  private async latest(): Promise<Look> {
    const { look } = this;
    if (look !== undefined && this.clock.now() - look.atMs < lifeOf(look)) return look;
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async ask(): Promise<Look> {
    const before = this.clock.now();
    const time = Date.parse(await this.log.time());
    const atMs = this.clock.now();
    // It was so at some moment between: the middle is wrong by half of it at most.
    const withinMs = (atMs - before) / 2;
    this.look = { aheadMs: time - (before + withinMs), withinMs, atMs };
    return this.look;
  }
}

function lifeOf({ withinMs }: Look): number {
  return withinMs > uncertain.ms ? uncertain.lifeMs : lifeMs;
}
