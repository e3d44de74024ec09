/** No story of the web is older. */
const firstMs = Date.UTC(1990, 0, 1);

/** RFC 3339 with its zone, or RFC 822 as feeds write it. */
const withZone =
  /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)|([a-z]{3},?\s*)?\d{1,2} [a-z]{3,9} \d{2,4} \d{1,2}:\d\d(:\d\d)?\s*(Z|UTC?|GMT|[ECMP][SD]T|[+-]\d{4}))$/i;

export type StoryTime = { readonly at: string } | { readonly fault: string };

/**
 * A time of a story as RFC 3339 in UTC with milliseconds. Numbers are seconds since 1970 or, from 10 digits on, milliseconds.
 * What has no zone could be any of 26 hours: it is a fault, as is what lies in the future, by `nowMs`, or before 1990.
 */
export function storyTime(value: unknown, nowMs: number): StoryTime {
  const ms = typeof value === 'number' ? msOf(value) : parsed(value);
  if (ms === undefined || Number.isNaN(ms)) {
    return { fault: 'must be a time with its zone, like "2021-02-19T18:05:46Z"' };
  }
  if (ms < firstMs) return { fault: 'is before 1990: look at how the source writes its times' };
  if (ms > nowMs + 60_000) return { fault: 'is in the future: what has not happened is no story' };
  return { at: new Date(Math.min(ms, nowMs)).toISOString() };
}

function msOf(value: number): number {
  return value < 1e11 ? value * 1_000 : value;
}

function parsed(value: unknown): number | undefined {
  if (typeof value !== 'string' || !withZone.test(value.trim())) return undefined;
  return Date.parse(
    value
      .trim()
      .replace(/ (?=\d\d:\d\d(:\d\d)?([.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)$)/, (gap, ...rest) => {
        const whole = String(rest.at(-1));
        return /^\d{4}-/.test(whole) ? 'T' : gap;
      }),
  );
}
