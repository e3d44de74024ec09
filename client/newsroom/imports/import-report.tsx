import type { ImportReport } from './import-call.ts';

interface Props {
  readonly report: ImportReport;
  readonly isDry: boolean;
}

const outcomes = [
  ['made', 'new'],
  ['changed', 'changed'],
  ['removed', 'removed'],
  ['unchanged', 'as before'],
  ['kept', 'changed here since: left'],
  ['taken', 'here already: left'],
  ['pictures', 'pictures in the library'],
] as const;

/** What an import did, or would do, and what of the story has no place. */
export function ImportReportTable({ report, isDry }: Props) {
  const { format, entries, counts, losses } = report;
  const shown = outcomes.filter(([name]) => Number(counts[name]) > 0);
  return (
    <section aria-label={isDry ? 'What it would do' : 'What it did'} class="nr-import-report">
      <h3>
        {format}: {entries} entries{isDry && ', nothing is changed yet'}
      </h3>
      <ul class="nr-list">
        {shown.map(([name, words]) => (
          <li key={name}>
            {String(counts[name])} {words}
          </li>
        ))}
      </ul>
      {losses.length > 0 && (
        <table>
          <caption>What has no place here</caption>
          <thead>
            <tr>
              <th scope="col">Count</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {losses.map(({ what, count, entries: first }) => (
              <tr key={what}>
                <td>{count}</td>
                <td>
                  {what}
                  {first.length > 0 && <span class="nr-hint"> {first.join(', ')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
