const warned = new Set<string>();

/** Tells a site's developer, in the console, what is wrong with a tag: each thing once, and 50 at most. */
export function warn(text: string): void {
  if (warned.size < 50 && !warned.has(text)) console.warn(text);
  warned.add(text);
}
