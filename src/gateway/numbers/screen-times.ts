import { Bucket } from '../../http/bucket.ts';
import { Shares } from '../../http/shares.ts';

/** What readers report of the time from the publishing of an item to their screen. */
export interface ScreenSummary {
  /** Milliseconds; null without reports. */
  readonly p50: number | null;
  readonly p95: number | null;
  /** How many reports these are made of. */
  readonly reports: number;
}

/** The latest reports of a feed that count. */
const kept = 256;
/** Feeds with reports; above it the one whose latest report is oldest is dropped. At 600 bytes each: 0.6 MB. */
const maxFeeds = 1_000;
/** A longer time is counted as this one. In milliseconds. */
export const longestMs = 60_000;
/** Reports that count of one feed, and of one address: what is above it is no better known by more. */
const pace = { perSecond: 1, burst: 16 };
const addressPace = { perSecond: 0.2, burst: 5 };
/** Reports that are told to the other instances at once, of all feeds. */
const maxUntold = 500;

/** The reports of one feed: the newest takes the place of the oldest. */
class Ring {
  readonly bucket: Bucket;
  private readonly times = new Uint16Array(kept);
  private next = 0;
  private length = 0;

  constructor(nowMs: number) {
    this.bucket = new Bucket(pace, nowMs);
  }

  add(ms: number): void {
    this.times[this.next] = ms;
    this.next = (this.next + 1) % kept;
    this.length = Math.min(kept, this.length + 1);
  }

  get summary(): ScreenSummary {
    const sorted = this.times.slice(0, this.length).sort();
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
    return { p50: at(0.5), p95: at(0.95), reports: sorted.length };
  }
}

/**
 * How long items took to readers' screens, by the readers' own reports: the latest 256 of each feed, from all
 * instances, in memory alone. Reports may be made up, so nothing but this summary comes of them.
 */
export class ScreenTimes {
  private readonly rings = new Map<string, Ring>();
  private untold: { readonly feed: string; readonly ms: number }[] = [];
  private readonly addresses: Shares;

  constructor(private readonly clock: { readonly now: () => number } = performance) {
    this.addresses = new Shares(addressPace, clock);
  }

  /** Takes a report of a reader. One that is too many is let go: the reader need not know. */
  report(feed: string, ms: number, address: string): void {
    if (this.addresses.take(address) > 0) return;
    if (this.ringOf(feed).bucket.take(this.clock.now()) > 0) return;
    this.add(feed, ms);
    if (this.untold.length < maxUntold) this.untold.push({ feed, ms });
  }

  /** Takes a report that counted at another instance. */
  add(feed: string, ms: number): void {
    const ring = this.ringOf(feed);
    // The end of the map is what was written to last.
    this.rings.delete(feed);
    this.rings.set(feed, ring);
    ring.add(Math.min(longestMs, Math.max(0, Math.round(ms))));
  }

  /** The reports that came here since the last call, by feed. */
  takeUntold(): Readonly<Record<string, readonly number[]>> {
    const times: Record<string, number[]> = {};
    for (const { feed, ms } of this.untold) (times[feed] ??= []).push(ms);
    this.untold = [];
    return times;
  }

  of(feed: string): ScreenSummary {
    return this.rings.get(feed)?.summary ?? { p50: null, p95: null, reports: 0 };
  }

  private ringOf(feed: string): Ring {
    const known = this.rings.get(feed);
    if (known !== undefined) return known;
    const made = new Ring(this.clock.now());
    this.rings.set(feed, made);
    for (const oldest of this.rings.keys()) {
      if (this.rings.size <= maxFeeds) break;
      this.rings.delete(oldest);
    }
    return made;
  }
}
