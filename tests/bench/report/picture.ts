/** Narrow, so that its letters can still be read where a phone shows it as wide as its screen. */
export const width = 480;
export const margin = 16;
/** Where what is shown begins, below the title. */
export const top = 64;

/** A picture as an SVG that reads on white and on black: a title, a line below it, and what is shown. */
export function pictureOf(title: string, unit: string, height: number, shown: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1a1a1a }
    .title { font-size: 15px; font-weight: 700 } .mine { font-weight: 700 } .small { font-size: 12px; fill: #555 }
    .ours { fill: #b3261e } .theirs { fill: #8a94a6 } .paper { fill: #fff } .grid { fill: #e3e5ea }
    @media (prefers-color-scheme: dark) {
      text { fill: #eee } .small { fill: #aab } .ours { fill: #ff8a80 } .theirs { fill: #7b8699 }
      .paper { fill: #14161a } .grid { fill: #2b2f37 }
    }
  </style>
  <rect class="paper" width="${width}" height="${height}"/>
  <text x="${margin}" y="26" class="title">${escaped(title)}</text>
  <text x="${margin}" y="46" class="small">${escaped(unit)}</text>${shown}
</svg>
`;
}

/** A name on the left, ours in bold, and a word on the right. */
export function named(y: number, name: string, isOurs: boolean, word = ''): string {
  const right = `<text x="${width - margin}" y="${y}" text-anchor="end" class="small">${escaped(word)}</text>`;
  const left = `<text x="${margin}" y="${y}"${isOurs ? ' class="mine"' : ''}>${escaped(name)}</text>`;
  return `\n  ${left}${word === '' ? '' : right}`;
}

export function box(x: number, y: number, w: number, h: number, kind: string): string {
  const [left, wide] = [x.toFixed(1), Math.max(1, w).toFixed(1)];
  return `\n  <rect x="${left}" y="${y}" width="${wide}" height="${h}" class="${kind}"/>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
