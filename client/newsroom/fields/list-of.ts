/** The names in a list that was typed with commas. */
export function listOf(typed: string): readonly string[] {
  return typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
