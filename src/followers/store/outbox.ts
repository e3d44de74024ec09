/** Where the kind `mail` hands changes over: a row for each addressee, without words. Also the injection token. */
export abstract class Outbox {
  /** Hands an item over to all that get a feed's breaking news, in one transaction; what is there already stays as it is. */
  abstract handOver(feed: string, item: string): Promise<void>;
}

/** Where the kind `push` hands changes over: a row for each browser and item, without words. */
export abstract class PushOutbox {
  /** Hands an item over to the browsers that have chosen one of these filters; what is there already stays as it is. */
  abstract handOver(feed: string, item: string, filters: readonly string[]): Promise<void>;

  /** Has the browsers that were told of an item told how it is now. `isGone`: it was taken down, which overtakes all else. */
  abstract changed(feed: string, item: string, isGone: boolean): Promise<void>;
}
