/** True when times have 12 hours: by the ticker's `clock` attribute, or else by the reader's locale. */
export function hasHour12(ticker: Element): boolean {
  const clock = ticker.getAttribute('clock');
  if (clock === '12' || clock === '24') return clock === '12';
  const { hour12 } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
  return hour12 === true;
}
