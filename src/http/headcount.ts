/** Counts the open connections of each address. The table is bounded by the number of open connections. */
export class Headcount {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Counts one more connection of an address; false when it has as many as allowed, and none was counted. */
  enter(address: string): boolean {
    const count = this.counts.get(address) ?? 0;
    if (count >= this.most) return false;
    this.counts.set(address, count + 1);
    return true;
  }

  /** A counted connection of this address has ended. */
  leave(address: string): void {
    const count = this.counts.get(address) ?? 0;
    if (count > 1) this.counts.set(address, count - 1);
    else this.counts.delete(address);
  }

  get size(): number {
    return this.counts.size;
  }
}
