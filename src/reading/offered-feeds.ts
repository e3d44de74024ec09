/** The feeds that offer something to their readers, as this instance looked last; none at first. */
class OfferedFeeds {
  private open: ReadonlySet<string> = new Set();

  has(feed: string): boolean {
    return this.open.has(feed);
  }

  set(open: ReadonlySet<string>): void {
    this.open = open;
  }
}

/** The feeds that may be subscribed to by mail; none where mail is not configured. Also the injection token. */
export class MailFeeds extends OfferedFeeds {}

/** The feeds whose breaking news browsers are told; none where push is not configured. Also the injection token. */
export class PushFeeds extends OfferedFeeds {
  /** The public key that browsers subscribe with (VAPID, base64url). */
  constructor(readonly publicKey?: string) {
    super();
  }
}
