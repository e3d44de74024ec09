/** A use is noted once in this time, so that a busy editor costs one small write a minute. */
const noteEveryMs = 60_000;

/** Whether a use at `now` is to be noted; both times RFC 3339, `noted` null: never. */
export function isWorthNoting(noted: string | null, now: string): boolean {
  return noted === null || Date.parse(now) - Date.parse(noted) >= noteEveryMs;
}
