/**
 * The instants (RFC 3339, UTC) at which a clock in a zone shows a local time like `2026-11-23T19:04`, in order. Two for
 * a time that comes twice when clocks go back. None for a malformed time, an unknown zone, or a time that is skipped
 * when clocks go forward.
 */
export function instantsOf(local: string, zone: string): readonly string[] {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return [];
  const dayMs = 86_400_000;
  const instants = [wall - dayMs, wall + dayMs]
    .map((near) => offsetAt(near, zone))
    .filter((offset) => offset !== undefined)
    .map((offset) => wall - offset)
    .filter((at) => at + (offsetAt(at, zone) ?? Number.NaN) === wall);
  return [...new Set(instants)].sort((a, b) => a - b).map((at) => new Date(at).toISOString());
}

/** The local time in a zone at an instant, in the form of a `datetime-local` field. */
export function localTimeOf(instant: string, zone: string): string {
  const at = Date.parse(instant);
  const wall = at + (offsetAt(at, zone) ?? 0);
  return Number.isNaN(wall) ? '' : new Date(wall).toISOString().slice(0, 16);
}

/** The offset of a zone from UTC at an instant, in ms; undefined for an unknown zone. */
function offsetAt(at: number, zone: string): number | undefined {
  const format = formatIn(zone);
  if (format === undefined || Number.isNaN(at)) return undefined;
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const read = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

function formatIn(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}
