import type { Snapshot } from '../../feed/snapshot.ts';
import type { FeedPlace } from '../shell/place.ts';

/** A format in which other programs read a feed's newest items. */
export interface Format {
  /** The media type, with its charset. */
  readonly type: string;
  /** The name of the format for people. */
  readonly name: string;
  /**
   * Draws the whole document. No word of a taken-down item may be in it; where the format can say so, it says that the
   * item is gone. A struck item must be marked as withdrawn.
   */
  readonly draw: (place: FeedPlace, snapshot: Snapshot) => string;
}
