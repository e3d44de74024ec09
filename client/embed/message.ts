/**
 * What a frame and the page around it say to each other (PROTOCOL.md §3, "Frames"): the frame, how high it is; the page,
 * that it wants to know.
 */
export interface HeightMessage {
  readonly dateline: 1;
  readonly height: number;
}

export const askForHeight = { dateline: 1, ask: 'height' } as const;

/** No feed is that high; a page that says so is broken, or not ours. */
const maxHeight = 100_000;

/** The height in pixels that a message tells, or undefined where it is no such message. */
export function heightIn(data: unknown): number | undefined {
  const height = isOurs(data) && 'height' in data ? data.height : undefined;
  return typeof height === 'number' && height > 0 && height <= maxHeight
    ? Math.ceil(height)
    : undefined;
}

export function asksForHeight(data: unknown): boolean {
  return isOurs(data) && 'ask' in data && data.ask === askForHeight.ask;
}

function isOurs(data: unknown): data is { readonly dateline: 1 } {
  return typeof data === 'object' && data !== null && 'dateline' in data && data.dateline === 1;
}
