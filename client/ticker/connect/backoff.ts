/**
 * Where the server has not told how long: when one of three instances ends, a third of the readers reconnect. Spread over
 * this time, no second sees more than a tenth of all readers.
 */
const baseMs = 4_000;
const capMs = 30_000;

/**
 * Milliseconds to wait before try `attempt` (0, 1, 2 …). The random factor is applied after the cap: readers that lost
 * the same instance stay spread over the whole window, however often they fail.
 */
export function backoffMs(attempt: number, random: () => number, spreadMs = baseMs): number {
  return random() * Math.min(capMs, spreadMs * 2 ** attempt);
}
