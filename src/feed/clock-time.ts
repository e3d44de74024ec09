/**
 * Clock time in a zone, as an edition writes it: "19:04", and exactly, with the zone's name.
 * `zone` undefined is the machine's own. Uses what the platform knows of zones, so DST is right.
 */
export function clockTime(
  at: string,
  lang: string,
  zone?: string,
): { readonly text: string; readonly exact: string } {
  const date = new Date(at);
  return {
    text: format(lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date),
    exact: format(lang, zone, {
      dateStyle: undefined,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }).format(date),
  };
}

/** The day of an instant in a zone, for the headings between days. */
export function dayOf(at: string, lang: string, zone?: string): string {
  return format(lang, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(at),
  );
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
    return new Intl.DateTimeFormat(lang, { ...shape, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', shape);
  }
}
