import { useCallback, useEffect } from 'preact/hooks';
import type { FeedNumbers } from '../../../src/feed/newsroom-messages.ts';
import { useApi } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { numbersOf } from './numbers-call.ts';
import { ReadersPlot } from './readers-plot.tsx';

/** The server learns of its other instances every two seconds. */
const lookAgainMs = 3_000;

/** Who reads a feed now, by site and over the last hour, and how fast news are on their screens. */
export function NumbersPanel({ feed }: { readonly feed: string }) {
  const { call } = useApi();
  const { answer, problem, reload } = useAnswer(
    useCallback(() => numbersOf(call, feed), [call, feed]),
  );
  useEffect(() => {
    const timer = setInterval(() => void reload(), lookAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} onRetry={() => void reload()} />}
      {answer === null && problem === null && <p role="status">Counting…</p>}
      {answer !== null && <Found numbers={answer} />}
    </>
  );
}

function Found({ numbers }: { readonly numbers: FeedNumbers }) {
  const { readers, sites, past, publishToScreen } = numbers;
  return (
    <div class="nr-numbers">
      <p>
        <strong>{readers.toLocaleString('en')}</strong> {readers === 1 ? 'reader' : 'readers'} now{' '}
        <span class="nr-hint">who are connected; nobody is known by more than the site</span>
      </p>
      <ReadersPlot past={past} now={readers} />
      <p>{screenWords(publishToScreen)}</p>
      {sites.length > 0 && (
        <table>
          <caption>By site</caption>
          <thead>
            <tr>
              <th scope="col">Site</th>
              <th scope="col">Readers</th>
            </tr>
          </thead>
          <tbody>
            {sites.map(({ site, readers: there }) => (
              <tr key={site}>
                <th scope="row">{siteWords(site)}</th>
                <td>{there.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function siteWords(site: string): string {
  if (site === 'own') return 'Own pages';
  return site === 'other' ? 'Others: apps, programs, small sites' : site;
}

function screenWords({ p50, p95, reports }: FeedNumbers['publishToScreen']): string {
  if (p50 === null || p95 === null) {
    return 'From publishing to the screen: no reader has reported yet. About one does for each post.';
  }
  const of = reports === 1 ? 'one report' : `${reports} reports`;
  return `From publishing to the screen: half within ${msWords(p50)}, 95 % within ${msWords(p95)} (${of} of readers).`;
}

function msWords(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
