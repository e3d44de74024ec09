// What an instance does for a reader that hears or reads nothing: the same on a socket and on a stream.

/** What may wait for one reader, in bytes, before it counts as lagging. Frames that wait are shared by all readers. */
export const maxWaitingBytes = 256 * 1024;

/** A lagging reader that has not taken what waits within this is cut off; it comes back with its position. */
export const maxLagMs = 30_000;

/**
 * Readers of a feed that has been silent for this are told where its log stands. Looked for once every `beaconLookMs`,
 * so that it comes after 25 s at most: a lost frame is noticed within 30 s (PROTOCOL.md §5.2).
 */
export const silenceMs = 24_000;
export const beaconLookMs = 1_000;
