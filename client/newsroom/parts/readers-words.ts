/** How many people an act reaches at once; empty while that is not known. */
export function readersNow(readers: number | undefined): string {
  if (readers === undefined) return '';
  if (readers === 0) return 'No reader has the feed open now.';
  const count = `${readers.toLocaleString('en')} ${readers === 1 ? 'reader has' : 'readers have'}`;
  return `${count} the feed open now.`;
}
