/** How many are there from each address just now. As long as the list of those who are there. */
export class Headcount {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** One more from this address; false when there are as many as may be. */
  enter(address: string): boolean {
    const count = this.counts.get(address) ?? 0;
    if (count >= this.most) return false;
    this.counts.set(address, count + 1);
    return true;
  }

  /** One of those who entered has left. */
  leave(address: string): void {
    const count = this.counts.get(address) ?? 0;
    if (count > 1) this.counts.set(address, count - 1);
    else this.counts.delete(address);
  }

  get size(): number {
    return this.counts.size;
  }
}
