import { median } from '../chapters/delivery.ts';
import type { ReaderPage } from '../reader/reader-page.ts';

/** What a reader's page costs, the median of all runs for each size. */
export function readerTable(rows: readonly ReaderPage[]): string {
  const head =
    '| page | items | script KB | first load KB | first item ms | pill ms | pause ms | older ms | tasks > 50 ms | longest ms | longest in use ms | elements | rows |\n' +
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|';
  const sizes = [...new Set(rows.map(({ subject, items }) => `${items} ${subject}`))];
  const lines = sizes.map((size) => {
    const runs = rows.filter(({ subject, items }) => `${items} ${subject}` === size);
    const of = (read: (row: ReaderPage) => number | undefined, digits = 0) => {
      const values = runs.map(read).filter((value) => value !== undefined);
      return values.length === 0 ? '' : median(values).toFixed(digits);
    };
    const [items = '', ...subject] = size.split(' ');
    return (
      `| ${subject.join(' ')} | ${Number(items).toLocaleString('en')} | ${of((row) => row.scriptKb, 1)} ` +
      `| ${of((row) => row.firstLoadKb, 1)} | ${of((row) => row.firstItemMs)} | ${of((row) => row.pillMs)} ` +
      `| ${of((row) => row.pauseMs)} | ${of((row) => row.olderMs)} | ${of((row) => row.longTasks)} ` +
      `| ${of((row) => row.longestTaskMs)} | ${of((row) => row.longestInUseMs)} | ${of((row) => row.nodes)} | ${of((row) => row.rows)} |`
    );
  });
  return [head, ...lines].join('\n');
}
