/** The value that `share` (0 to 1) of the values do not exceed; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** What was measured, in a line: the middle, the 99th of a hundred, the worst. */
export function spread(name: string, valuesMs: readonly number[]): string {
  const [middle, p99, worst] = [0.5, 0.99, 1].map((share) =>
    Math.round(percentile(valuesMs, share)),
  );
  return `${name} p50 ${middle} ms, p99 ${p99} ms, worst ${worst} ms of ${valuesMs.length}`;
}
