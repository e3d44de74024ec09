/** The id of an uploaded file: 26 random letters and digits, which nobody guesses. */
const pattern = '[a-z2-7]{26}';

const address = new RegExp(`/media/(${pattern})/`, 'g');

export function isMediaId(value: unknown): value is string {
  return typeof value === 'string' && new RegExp(`^${pattern}$`).test(value);
}

/** Whether an address is one of this server's uploads. */
export function isMediaPath(url: string): boolean {
  return url.startsWith('/media/');
}

/** The path of a file of an upload. */
export function mediaPath(id: string, name: string): string {
  return `/media/${id}/${name}`;
}

/** The ids of all uploads whose path stands in a text, each once: in the JSON of an item, say. */
export function mediaIdsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(address)].flatMap(([, id]) => id ?? []))];
}
