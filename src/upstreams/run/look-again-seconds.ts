const longestSeconds = 30;
/** Longer than this no answer puts us off: news wait there. */
const longestAsked = 300;

/**
 * How long the next look waits after so many failures in a row: doubling from a second to half a minute, and of that a random part, at
 * least half. An upstream that says when it wants to be asked again (`asked`) is not asked before, for up to five minutes.
 */
export function lookAgainSeconds(failures: number, asked = 0, random = Math.random()): number {
  const most = Math.min(2 ** Math.max(0, failures - 1), longestSeconds);
  return Math.max(most * (0.5 + random / 2), Math.min(asked, longestAsked));
}
