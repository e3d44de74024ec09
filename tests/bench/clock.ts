/** The machine's monotonic clock in milliseconds, as every process on it reads it. */
export function nowMs(): string {
  return (Number(process.hrtime.bigint() / 1_000n) / 1_000).toFixed(3);
}
