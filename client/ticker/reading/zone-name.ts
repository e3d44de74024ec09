/** The short name of a zone today, in a language ("CET"); without a zone, of the reader’s own. */
export function zoneName(lang: string, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat(lang, { timeZone, timeZoneName: 'short' });
  return format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
