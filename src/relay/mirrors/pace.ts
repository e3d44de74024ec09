/** How a mirror waits, in milliseconds. */
export const pace = {
  /** Between tries. The first is short, because most lines that break work again at once. */
  first: 100,
  most: 2_000,
  /** After a refusal that no other try will change. */
  refused: 15_000,
  /** How long who asks waits for a feed to come. */
  patience: 8_000,
  /** A broken stream that is back within this time was never behind. */
  grace: 1_500,
  /** What was missed, or a snapshot, comes first on a stream, and soon. */
  begin: 5_000,
} as const;

/**
 * How long to wait after so many tries in vain. `random`, from 0 to 1, keeps mirrors from coming back in step.
 */
export function waitMs(tries: number, isRefused: boolean, random: number): number {
  const most = isRefused ? pace.refused : Math.min(pace.most, pace.first * 2 ** tries);
  return most * (0.5 + random / 2);
}
