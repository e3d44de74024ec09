import type { Snapshot } from '../../feed/snapshot.ts';
import type { FeedPlace } from '../shell/place.ts';

/** A feed's newest items in a form that other programs read. */
export interface Format {
  /** The media type, with its charset. */
  readonly type: string;
  /** What people call it. */
  readonly name: string;
  /** The whole document. Taken-down items are not in it, and a struck one says that it is. */
  readonly draw: (place: FeedPlace, snapshot: Snapshot) => string;
}
