/** A reader on a line that can be broken. */
export interface LineReader {
  /** Breaks the line without a word; the reader comes back by itself. False: there is none now. */
  readonly cut: () => boolean;
  readonly close: () => void;
}

/** Told of each item that a reader sees, by its number; `isKnown`: it came in a snapshot, and may have been seen before. */
export type Saw = (item: number, isKnown: boolean) => void;

/** Opens a reader of the feed of this server. */
export type OpenReader = (url: string, saw: Saw, lost: () => void) => Promise<LineReader>;
