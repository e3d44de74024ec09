import { median, type Delivery } from '../chapters/delivery.ts';
import type { Lines } from '../chapters/lines.ts';
import type { Spread } from '../lines/crowd.ts';
import { floor } from '../peers.ts';
import type { Results } from '../results.ts';
import { barsOf } from './plot.ts';
import { linear, logarithmic, spreadsOf, type Scale } from './spreads.ts';

/** A picture of what was measured, as a file beside the results. `place`: in which part of the page it stands. */
export interface Picture {
  readonly place: string;
  readonly file: string;
  /** What it shows, for who does not see it. */
  readonly alt: string;
  readonly svg: string;
}

/** All pictures that these results allow. */
export function picturesOf(results: Results): readonly Picture[] {
  return [
    ...deliveries(results.delivery, 'delivery', 'A delivery'),
    ...deliveries(results.streams, 'streams', 'A delivery by EventSource'),
    ...breaking(results.lines),
  ];
}

/** A picture for each size of the crowd; none where the floor was not measured. */
function deliveries(all: readonly Delivery[], chapter: string, what: string): readonly Picture[] {
  return [...Map.groupBy(all, ({ readers }) => readers)].flatMap(([readers, rows]) => {
    const of = (name: string) =>
      median(rows.filter(({ subject }) => subject === name).map(({ cpuUs }) => cpuUs));
    const base = of(floor.name);
    if (Number.isNaN(base)) return [];
    const names = [...new Set(rows.map(({ subject }) => subject))];
    const bars = names
      .map((name) => ({ name, value: of(name) / base, isOurs: isOurs(name) }))
      .toSorted((a, b) => a.value - b.value);
    const crowd = `${readers.toLocaleString('en')} readers`;
    const alt = `${what} to ${crowd}, as a multiple of the kernel's floor`;
    const svg = barsOf(`${what}, ${crowd}`, 'CPU of the server, × the kernel alone', bars);
    return [{ place: placeOf(chapter, readers), file: `${chapter}-${readers}.svg`, alt, svg }];
  });
}

/** Where the pictures of a chapter stand that are of a crowd of this size. */
export function placeOf(chapter: string, readers: number): string {
  return `${chapter} ${readers}`;
}

function breaking(lines: readonly Lines[]): readonly Picture[] {
  const how = 'thick: the middle half, dot: 99 of 100 · figures: middle · 99 of 100 · worst';
  const show = (
    happening: Lines['happening'],
    file: string,
    title: string,
    read: (row: Lines) => Spread,
    scaleOf: (mostMs: number) => Scale,
  ): readonly Picture[] => {
    const rows = lines
      .filter((row) => row.happening === happening)
      .map((row) => ({
        name: row.lost === 0 ? row.subject : `${row.subject}, ${lostOf(row)} lost`,
        isOurs: isOurs(row.subject),
        spread: read(row),
        lost: row.lost,
      }))
      // Who loses nothing stands first: a message that never comes is in no time.
      .toSorted((a, b) => Math.sign(a.lost) - Math.sign(b.lost) || a.spread.p99 - b.spread.p99);
    if (rows.length === 0) return [];
    const scale = scaleOf(Math.max(...rows.map(({ spread }) => spread.max)));
    return [{ place: 'lines', file, alt: title, svg: spreadsOf(title, how, scale, rows) }];
  };
  return [
    ...show(
      'broken lines',
      'lines-broken.svg',
      'From publishing to seeing, while lines break',
      ({ seen }) => seen,
      logarithmic,
    ),
    ...show(
      'restart',
      'lines-restart.svg',
      "Each reader's longest silence at a restart",
      ({ silence }) => silence,
      linear,
    ),
  ];
}

function lostOf({ lost, readers, messages }: Lines): string {
  const percent = (100 * lost) / (readers * messages);
  return percent < 0.1 ? 'under 0.1 %' : `${percent.toFixed(1)} %`;
}

function isOurs(name: string): boolean {
  return name.startsWith('Dateline');
}
