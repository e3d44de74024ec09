/** Of an instance of three that ends, a third of the readers are to come back: no second sees more than a tenth of them all. */
const baseMs = 4_000;
const capMs = 30_000;

/**
 * How long to wait before try `attempt` (0, 1, 2 …). The jitter comes after the cap: readers that lost
 * the same instance stay spread over the whole window however often they fail.
 */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt);
}
