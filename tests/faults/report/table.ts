import type { Row } from '../round.ts';

const columns = ['fault', 'rounds', 'views compared', 'wrong', 'worst heal time'] as const;

/** The rows as a text table. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.fault,
    grouped(row.rounds),
    grouped(row.views),
    grouped(row.wrong),
    `${(row.worstHealMs / 1_000).toFixed(1)} s`,
  ]);
  return textTable(columns, cells);
}

/** A text table: names to the left, numbers to the right. */
export function textTable(heads: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const lines = [[...heads], ...cells].map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('   '),
  );
  return lines.join('\n');
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
