/** The feeds that may be subscribed to by mail, as this instance looked last; none where mail is not configured. Also the injection token. */
export class MailFeeds {
  private open: ReadonlySet<string> = new Set();

  has(feed: string): boolean {
    return this.open.has(feed);
  }

  set(open: ReadonlySet<string>): void {
    this.open = open;
  }
}
