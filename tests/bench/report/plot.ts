/** A bar: a name, what it says, and how long it is. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly isOurs: boolean;
}

const [left, right, barHeight, gap] = [270, 70, 22, 10] as const;
const width = 760;

/** Horizontal bars with their figures, from zero, as an SVG that reads on white and on black. */
export function barsOf(title: string, unit: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const height = 60 + bars.length * (barHeight + gap);
  const rows = bars.map(({ name, value, isOurs }, index) => {
    const y = 46 + index * (barHeight + gap);
    const length = Math.max(1, (value / most) * (width - left - right));
    const middle = y + barHeight / 2 + 5;
    return `
  <text x="${left - 10}" y="${middle}" text-anchor="end"${isOurs ? ' font-weight="700"' : ''}>${escaped(name)}</text>
  <rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2" class="${isOurs ? 'ours' : 'theirs'}"/>
  <text x="${(left + length + 8).toFixed(1)}" y="${middle}">${value.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1a1a1a }
    .ours { fill: #b3261e } .theirs { fill: #8a94a6 } .paper { fill: #fff }
    @media (prefers-color-scheme: dark) {
      text { fill: #eee } .ours { fill: #ff8a80 } .theirs { fill: #7b8699 } .paper { fill: #14161a }
    }
  </style>
  <rect class="paper" width="${width}" height="${height}"/>
  <text x="16" y="26" font-weight="700">${escaped(title)}</text>
  <text x="${width - 16}" y="26" text-anchor="end">${escaped(unit)}</text>${rows.join('')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
