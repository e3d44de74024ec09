/**
 * Clock time in a zone, as an edition writes it: "19:04" (or "7:04 PM"), and exactly, with the zone's name.
 * `zone` undefined is the machine's own. Uses what the platform knows of zones, so DST is right.
 */
export function clockTime(
  at: string,
  lang: string,
  zone?: string,
  hour12 = false,
): { readonly text: string; readonly exact: string } {
  const date = new Date(at);
  const clock = clockShape(hour12);
  return {
    text: format(lang, zone, clock).format(date),
    exact: format(lang, zone, {
      ...dayShapes.day,
      weekday: undefined,
      year: 'numeric',
      ...clock,
      second: '2-digit',
      timeZoneName: 'short',
    }).format(date),
  };
}

function clockShape(hour12: boolean) {
  return {
    hour: hour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: hour12 ? 'h12' : 'h23',
  } as const;
}

/** How a day is written: "Monday, 23 November" and "23 Nov", with its year or without; and the year alone. */
const dayShapes = {
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'short' },
  dateOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DayShape = keyof typeof dayShapes;

/** Day and clock time in one, as the language joins them: "Monday, 4 March 2030 at 19:04". */
export function dayAndTime(at: string, lang: string, zone?: string, hour12 = false): string {
  const shape = { ...dayShapes.dayOfYear, ...clockShape(hour12) };
  return format(lang, zone, shape).format(new Date(at));
}

/** The same in few letters: "Mon, 4 Mar, 19:04". */
export function shortDayAndTime(at: string, lang: string, zone?: string, hour12 = false): string {
  const shape = { weekday: 'short', ...dayShapes.date, ...clockShape(hour12) } as const;
  return format(lang, zone, shape).format(new Date(at));
}

/** The day of an instant in a zone. */
export function dayOf(at: string, lang: string, zone?: string, shape: DayShape = 'day'): string {
  return format(lang, zone, dayShapes[shape]).format(new Date(at));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs 50 times what using one does; languages, zones and shapes are few. */
function format(lang: string, zone: string | undefined, shape: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify([lang, zone, shape]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make(lang, zone, shape);
  if (formats.size < 200) formats.set(key, made);
  return made;
}

function make(lang: string, zone: string | undefined, shape: Intl.DateTimeFormatOptions) {
  try {
    // A language that the platform does not know has English dates on every machine, not those of its own.
    return new Intl.DateTimeFormat([lang, 'en'], { ...shape, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', shape);
  }
}
