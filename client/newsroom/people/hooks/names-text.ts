/** The bylines of senders as they are typed: an id and a name in each line. A line without a name is left out. */
export function namesIn(text: string): Readonly<Record<string, string>> {
  const rows = text.split('\n').flatMap((line): readonly (readonly [string, string])[] => {
    const [, id, name] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(line) ?? [];
    return id === undefined || name === undefined ? [] : [[id, name]];
  });
  return Object.fromEntries(rows);
}
