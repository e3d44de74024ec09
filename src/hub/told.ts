import type { FeedHead } from '../log/log-reads.ts';

/** What a log that is told of every change says of it, without a question to anybody (see RelayLog). */
export interface Told {
  /** Rejects while nothing can be told. */
  readonly toldHeads: (feeds: readonly string[]) => Promise<readonly FeedHead[]>;
  /** Since when what is told of the feed may be old (RFC 3339); undefined while it is not. */
  readonly staleSince?: (feed: string) => string | undefined;
}
