/**
 * The chance by which each reader reports when an item came onto its screen (PROTOCOL.md §3): one in as many as read
 * the feed, so that about one report comes for an item, however many readers there are.
 */
export class Sampling {
  private everywhere: (feed: string) => number = () => 0;

  /** `here`: the sockets of a feed at this instance. */
  constructor(private readonly here: (feed: string) => number) {}

  /** From now on all readers at all instances count, as far as they are known. */
  count(everywhere: (feed: string) => number): void {
    this.everywhere = everywhere;
  }

  /** Above 0, at most 1. */
  readonly share = (feed: string): number => {
    const readers = Math.max(1, this.here(feed), this.everywhere(feed));
    return Number((1 / readers).toPrecision(2));
  };
}
