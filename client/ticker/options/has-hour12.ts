let localeHas12: boolean | undefined;

/** True when times have 12 hours: by the ticker's `clock` attribute, or else by the reader's locale. */
export function hasHour12(ticker: Element): boolean {
  const clock = ticker.getAttribute('clock');
  if (clock === '12' || clock === '24') return clock === '12';
  localeHas12 ??= new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12;
  return localeHas12 === true;
}
