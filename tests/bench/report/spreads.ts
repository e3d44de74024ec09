import type { Spread } from '../lines/crowd.ts';
import { box, escaped, margin, named, pictureOf, top, width } from './picture.ts';

/** How times are spread for one of those compared. */
export interface SpreadRow {
  readonly name: string;
  readonly isOurs: boolean;
  readonly spread: Spread;
}

/** Where a time lies on an axis, from 0 to 1, and the times that are named on the axis. */
export interface Scale {
  readonly placeOf: (ms: number) => number;
  readonly named: readonly number[];
}

const rowHeight = 44;
const long = width - 2 * margin;

/** A row for each: a line from the least to the most, thick where the middle half lies, a dot at 99 of 100. */
export function spreadsOf(
  title: string,
  unit: string,
  scale: Scale,
  rows: readonly SpreadRow[],
): string {
  const at = (ms: number) => margin + Math.min(1, Math.max(0, scale.placeOf(ms))) * long;
  const bottom = top + rows.length * rowHeight;
  const grid = scale.named.map((ms) => {
    const x = at(ms);
    const anchor = x > width - 40 ? 'end' : x < 40 ? 'start' : 'middle';
    const text = `<text x="${x.toFixed(1)}" y="${bottom + 16}" text-anchor="${anchor}" class="small">`;
    return `${box(x, top, 1, bottom - top, 'grid')}\n  ${text}${escaped(timeOf(ms))}</text>`;
  });
  const shown = rows.map(({ name, isOurs, spread }, index) => {
    const y = top + index * rowHeight;
    const { least, p25, p50, p75, p99, max } = spread;
    const kind = isOurs ? 'ours' : 'theirs';
    const word = [p50, p99, max].map(timeOf).join(' · ');
    return (
      named(y + 14, name, isOurs, word) +
      box(at(least), y + 28, at(max) - at(least), 2, kind) +
      box(at(p25), y + 24, at(p75) - at(p25), 10, kind) +
      box(at(p50) - 1, y + 22, 2, 14, kind) +
      `\n  <circle cx="${at(p99).toFixed(1)}" cy="${y + 29}" r="5" class="${kind}"/>`
    );
  });
  return pictureOf(title, unit, bottom + 28, [...grid, ...shown].join(''));
}

/** Each time ten times the one before takes the same room, from 1 ms on: for what is mostly short and at times long. */
export function logarithmic(mostMs: number): Scale {
  const decades = Math.max(1, Math.ceil(Math.log10(mostMs)));
  return {
    placeOf: (ms) => Math.log10(Math.max(1, ms)) / decades,
    named: Array.from({ length: decades + 1 }, (_, n) => 10 ** n),
  };
}

/** From zero, whole seconds named. */
export function linear(mostMs: number): Scale {
  const step = [1_000, 2_000, 5_000, 10_000].find((ms) => mostMs / ms <= 6) ?? 30_000;
  const steps = Math.max(1, Math.ceil(mostMs / step));
  return {
    placeOf: (ms) => ms / (steps * step),
    named: Array.from({ length: steps + 1 }, (_, n) => n * step),
  };
}

function timeOf(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  return `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s`;
}
