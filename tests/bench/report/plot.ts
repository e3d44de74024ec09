import { box, margin, named, pictureOf, top, width } from './picture.ts';

/** A bar: a name, what it says, and how long it is. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly isOurs: boolean;
}

const rowHeight = 40;
/** What the figure at a bar's end needs. */
const figureWidth = 48;

/** Horizontal bars with their figures, from zero. */
export function barsOf(title: string, unit: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ name, value, isOurs }, index) => {
    const y = top + index * rowHeight;
    const length = (value / most) * (width - 2 * margin - figureWidth);
    return (
      named(y + 12, name, isOurs) +
      box(margin, y + 18, length, 12, isOurs ? 'ours' : 'theirs') +
      `\n  <text x="${(margin + length + 8).toFixed(1)}" y="${y + 29}">${value.toFixed(2)}</text>`
    );
  });
  return pictureOf(title, unit, top + bars.length * rowHeight + 8, rows.join(''));
}
