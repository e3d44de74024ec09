/** The seconds of a `Retry-After` (RFC 9110, 10.2.3), from now on; undefined where there is none that can be read. */
export function afterSecondsOf(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - nowMs) / 1_000));
}
