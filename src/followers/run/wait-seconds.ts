const firstSeconds = 1;
const longestSeconds = 15 * 60;
/** Longer than this no target puts us off: it may have meant something else. */
const longestAsked = 3_600;

/**
 * How long the next attempt waits after so many failures in a row: doubling from a second to a quarter of an hour, and of that a
 * random part, at least half, so that targets which fail together are not tried together. A target that says when it wants to
 * be asked again (`asked`) is not asked before, for up to an hour.
 */
export function waitSeconds(failures: number, asked = 0, random = Math.random()): number {
  const most = Math.min(firstSeconds * 2 ** Math.max(0, failures - 1), longestSeconds);
  return Math.max(most * (0.5 + random / 2), Math.min(asked, longestAsked));
}
