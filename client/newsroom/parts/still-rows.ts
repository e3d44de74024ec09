interface Row {
  readonly id: string;
}

/**
 * The rows of a list, newest first, while a form is open in it. No row above the form changes its height, so the form
 * does not move: new rows above wait, and rows above stay as they were, except those that `goes` selects.
 */
export function stillItems<T extends Row>(
  shown: readonly T[],
  now: readonly T[],
  open: ReadonlySet<string>,
  goes: (row: T) => boolean,
): readonly T[] {
  const last = shown.findLastIndex(({ id }) => open.has(id));
  if (last < 0) return now;
  const current = new Map(now.map((row) => [row.id, row]));
  const above = shown.slice(0, last).map((row) => {
    const next = current.get(row.id);
    return next !== undefined && goes(next) ? next : row;
  });
  const place = now.findIndex(({ id }) => id === shown[last]?.id);
  const opened = shown.slice(last, last + 1);
  const below = place < 0 ? shown.slice(last + 1) : now.slice(place + 1);
  return [...above, ...opened, ...below];
}

/** The same for a list in which new rows may come anywhere: rows keep their places, and new ones are added below. */
export function stillDrafts<T extends Row>(
  shown: readonly T[],
  now: readonly T[],
  open: ReadonlySet<string>,
): readonly T[] {
  if (!shown.some(({ id }) => open.has(id))) return now;
  const current = new Map(now.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ id }) => id));
  return [
    ...shown.map((row) => current.get(row.id) ?? row),
    ...now.filter(({ id }) => !known.has(id)),
  ];
}
