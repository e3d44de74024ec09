import type { Lines } from '../chapters/lines.ts';

/** What readers got while their lines broke, a row for each that happened. */
export function linesTable(all: readonly Lines[]): string {
  const head =
    '| readers | what happens | lines broken | lost | doubled | seen after, p50 ms | p99 | worst | longest silence, p50 ms | p99 | worst |\n' +
    '|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|';
  const rows = all.map(({ subject, readers, happening, broken, lost, doubled, seen, silence }) => {
    const times = [seen, silence].flatMap(({ p50, p99, max }) => [p50, p99, max]);
    const who = `${readers.toLocaleString('en')}, ${subject}`;
    const counts = [broken, lost, doubled].join(' | ');
    return `| ${who} | ${happening} | ${counts} | ${times.map((ms) => ms.toFixed(0)).join(' | ')} |`;
  });
  return [head, ...rows].join('\n');
}
