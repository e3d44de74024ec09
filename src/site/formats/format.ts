import type { Snapshot } from '../../feed/snapshot.ts';
import type { FeedPlace } from '../shell/place.ts';

/** A format in which other programs read a feed's newest items. */
export interface Format {
  /** The media type, with its charset. */
  readonly type: string;
  /** The name of the format for people. */
  readonly name: string;
  /** Draws the whole document, without taken-down items; a struck item must be marked as withdrawn. */
  readonly draw: (place: FeedPlace, snapshot: Snapshot) => string;
}
