import type { Position } from '../../feed/position.ts';

/** A document that others subscribe to, as it is now. */
export interface TopicDocument {
  /** The media type, with its charset. */
  readonly type: string;
  readonly body: string;
  /** The value of the header `Link`: its hubs and its own address. */
  readonly links: string;
  /** Up to where the log is contained in it. */
  readonly position: Position;
}

/** The documents of feeds that have hubs: RSS, Atom, JSON Feed. Also the injection token. */
export abstract class TopicDocuments {
  /** Every address that a feed's documents have. */
  abstract addresses(feed: string): readonly string[];

  /** Where the feed's log is now; undefined for an unknown feed. */
  abstract position(feed: string): Promise<Position | undefined>;

  /** Whether a public hub may be told of the feed, as the log has it now. */
  abstract isPublic(feed: string): Promise<boolean>;

  /** Read from the log, so that what was taken down is not in it. Undefined for an unknown feed or name. */
  abstract document(feed: string, topic: string): Promise<TopicDocument | undefined>;
}
