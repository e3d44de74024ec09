// Limits for a reader that reads too slowly or has a silent feed: the same on a socket and on a stream.

/** Bytes that may wait for one reader before the reader counts as lagging. Waiting frames are shared by all readers. */
export const maxWaitingBytes = 256 * 1024;

/**
 * A lagging reader that has not read all waiting bytes within this time is cut off; it comes back with its position.
 */
export const maxLagMs = 30_000;

/** A reader ahead of an instance that cannot read the log keeps its view, and is tried again after this time. In ms. */
export const holdMs = 1_000;

/**
 * After this time without a message, the readers of a feed get its position (`head`). Silent feeds are looked for every
 * `beaconLookMs`, so `head` comes after 25 s at most and a lost frame is noticed within 30 s (PROTOCOL.md §5.2).
 */
export const silenceMs = 24_000;
export const beaconLookMs = 1_000;
