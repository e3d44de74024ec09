import type { ReaderPast } from '../../../src/feed/newsroom-messages.ts';

/** The plot in its own units; the page decides how large it is. */
const [width, height] = [600, 96];

interface Props {
  readonly past: ReaderPast;
  readonly now: number;
}

/** How many readers there were, as a line over time, and in words. */
export function ReadersPlot({ past: { seconds, readers }, now }: Props) {
  const counts = [...readers, now];
  const minutes = Math.round((readers.length * seconds) / 60);
  const [most, least] = [Math.max(...counts), Math.min(...counts)];
  const step = width / Math.max(1, counts.length - 1);
  const points = counts.map((there, index) => {
    const y = height - (there / Math.max(1, most)) * height;
    return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <figure class="nr-readers-plot">
      {readers.length > 0 && (
        // What it shows is said below it.
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <polyline points={points.join(' ')} vector-effect="non-scaling-stroke" />
        </svg>
      )}
      <figcaption>{inWords(minutes, least, most, now)}</figcaption>
    </figure>
  );
}

function inWords(minutes: number, least: number, most: number, now: number): string {
  if (minutes === 0) return 'The last hour is drawn from the first minute on.';
  const time = minutes === 1 ? 'last minute' : `last ${minutes} minutes`;
  const range = least === most ? `always ${count(most)}` : `from ${count(least)} to ${count(most)}`;
  return `Readers in the ${time}: ${range}, now ${count(now)}.`;
}

function count(readers: number): string {
  return readers.toLocaleString('en');
}
