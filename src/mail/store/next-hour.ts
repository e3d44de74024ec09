const dayMs = 24 * 3_600_000;

/**
 * The first time after `after` (RFC 3339, UTC) at which clocks in an IANA zone show this full hour. Where the clock leaps
 * over the hour, it is the hour after the leap; where the clock shows it twice, the first.
 */
export function nextHour(hour: number, zone: string, after: string): string {
  const afterMs = Date.parse(after);
  const today = new Date(afterMs + offsetAt(afterMs, zone));
  const midnightMs = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  for (const day of [0, 1]) {
    const timeMs = atLocal(midnightMs + day * dayMs + hour * 3_600_000, zone);
    if (timeMs > afterMs) return new Date(timeMs).toISOString();
  }
  return new Date(atLocal(midnightMs + 2 * dayMs + hour * 3_600_000, zone)).toISOString();
}

/** The time at which clocks of a zone show `localMs`, a date and time written as if it were UTC. */
function atLocal(localMs: number, zone: string): number {
  const first = localMs - offsetAt(localMs - dayMs, zone);
  const second = localMs - offsetAt(localMs + dayMs, zone);
  const shows = (ms: number) => ms + offsetAt(ms, zone) === localMs;
  return shows(first) || !shows(second) ? first : second;
}

/** How far clocks of a zone are ahead of UTC at a time, in milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return shown - Math.floor(ms / 1_000) * 1_000;
}

/** Whether this platform knows a time zone by this name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
