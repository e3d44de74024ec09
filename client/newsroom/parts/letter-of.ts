/**
 * What a key of a shortcut is, in lower case: what it writes, or on a keyboard of another script (Ukrainian, Arabic) the
 * Latin letter at the same place.
 */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  const isOtherScript = key.length === 1 && key > '\u{7f}';
  return (isOtherScript && place !== undefined ? place : key).toLowerCase();
}
