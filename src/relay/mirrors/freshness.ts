import { isRecord } from '../../feed/shape.ts';
import { timeIn, type RelayTime } from '../time.ts';
import { pace } from './pace.ts';

/** Since when a mirror may be behind: because its own stream broke, or because a relay before it says so of itself. */
export class Freshness {
  /** The stream ended, and no other has taken its place. In milliseconds since 1970, as all here. */
  private lostAt: number | undefined;
  private heardAt = 0;
  private toldSince: number | undefined;

  constructor(private readonly time: RelayTime) {
    this.lostAt = time.now();
  }

  /** Something came on the stream. */
  heard(): void {
    this.heardAt = this.time.now();
  }

  /** What has come is all that there is, as the upstream knows it. */
  complete(): void {
    this.lostAt = undefined;
  }

  lost(): void {
    this.lostAt ??= this.time.now();
  }

  /**
   * The upstream's `head`: it may be a relay that is cut off. Its clock may be wrong, so that only the time between the two that
   * it names counts.
   */
  told(head: unknown): void {
    const { now, staleSince } = isRecord(head) ? head : {};
    const agoMs = momentIn(now) - momentIn(staleSince);
    this.toldSince = agoMs >= 0 ? this.time.now() - agoMs : undefined;
  }

  /** RFC 3339, by this relay's clock; undefined while nothing is missing. `awaySince`: see Upstream. */
  since(awaySince: string | undefined): string | undefined {
    const all = [this.ownSince(awaySince), this.toldSince].flatMap((ms) => ms ?? []);
    return all.length === 0 ? undefined : timeIn(Math.min(...all));
  }

  private ownSince(awaySince: string | undefined): number | undefined {
    // A change may have come after the upstream was last greeted.
    if (awaySince !== undefined) return Math.max(Date.parse(awaySince), this.heardAt);
    const { lostAt } = this;
    return lostAt === undefined || this.time.now() - lostAt < pace.grace ? undefined : lostAt;
  }
}

/** NaN where none is told. */
function momentIn(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : NaN;
}
