import { otherSite } from './site-of.ts';

/**
 * How many readers of a feed are on which site. A site is in it only while it has a reader, so connections bound its
 * size.
 */
export class SiteTally {
  private readonly counts = new Map<string, number>();

  add(site = otherSite): void {
    this.counts.set(site, (this.counts.get(site) ?? 0) + 1);
  }

  remove(site = otherSite): void {
    const left = (this.counts.get(site) ?? 0) - 1;
    if (left > 0) this.counts.set(site, left);
    else this.counts.delete(site);
  }

  get all(): ReadonlyMap<string, number> {
    return this.counts;
  }
}
