import { maxColumns } from '../../feed/body.ts';

/** The most that one item may have: far more than anybody writes, and parsed in some 20 ms. */
const most = { lines: 2_000, addresses: 500, columns: maxColumns };

/** What a text has too much of to be parsed quickly, with the cure; undefined for any other text. */
export function excessOf(markdown: string): string | undefined {
  const lines = markdown.split('\n').length;
  if (lines > most.lines) {
    return `has ${lines} lines, and may have ${most.lines}; split it into several items`;
  }
  const addresses = markdown.match(/:\/\/|mailto:/gi)?.length ?? 0;
  if (addresses > most.addresses) {
    return `has ${addresses} addresses, and may have ${most.addresses}; split it into several items`;
  }
  const columns = Math.max(0, ...rowsOf(markdown).map((row) => row.split('|').length - 2));
  if (columns > most.columns) {
    return `has a table of ${columns} columns, and may have ${most.columns}; split the table`;
  }
  return undefined;
}

/** The lines under the titles of tables: a table has as many columns as this line says. */
function rowsOf(markdown: string): readonly string[] {
  const lines = markdown.match(/^[ \t>|:-]*\|[ \t>|:-]*$/gm) ?? [];
  return lines.map((line) => `|${line.replace(/^[ \t>]*\|?|\|?[ \t]*$/g, '')}|`);
}
