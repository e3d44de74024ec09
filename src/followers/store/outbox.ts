/** Where the kind `mail` hands changes over: a row for each addressee, without words. Also the injection token. */
export abstract class Outbox {
  /** Hands an item over to all that get a feed's breaking news, in one transaction; what is there already stays as it is. */
  abstract handOver(feed: string, item: string): Promise<void>;
}
