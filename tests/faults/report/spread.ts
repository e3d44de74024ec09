/** The value that `share` of them do not exceed; they come in ascending order. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}

/** How many of the moments fall into the fullest second from `fromMs` on. */
export function fullestSecond(momentsMs: readonly number[], fromMs = 0): number {
  const seconds = new Map<number, number>();
  for (const atMs of momentsMs) {
    const second = Math.floor((atMs - fromMs) / 1_000);
    if (second >= 0) seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...seconds.values());
}
