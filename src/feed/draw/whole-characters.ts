/** As many whole characters of a text, as a reader counts them, as fit into `limit` UTF-16 units. */
export function wholeCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let fits = 0;
  // One character may be longer than all that is left; a long text is not looked through.
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, limit + 100))) {
    if (index + segment.length > limit) break;
    fits = index + segment.length;
  }
  return text.slice(0, fits);
}
