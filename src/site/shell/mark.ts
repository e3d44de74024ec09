/** The mark of a key event, which stands for the site: a dot on a line, in a square of 16 units. */
export const mark = {
  side: 16,
  line: { x: 8, width: 1, color: '#8a8478' },
  dot: { x: 8, y: 8, radius: 4.5, color: '#1a4fa0' },
} as const;

const { side, line, dot } = mark;

/** The mark as the address of a picture. */
export const markSvg =
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${side} ${side}'>` +
  `<path d='M${line.x} 0v${side}' stroke='${inUrl(line.color)}'/>` +
  `<circle cx='${dot.x}' cy='${dot.y}' r='${dot.radius}' fill='${inUrl(dot.color)}'/></svg>`;

/** In an address, # begins a fragment. */
function inUrl(color: string): string {
  return color.replace('#', '%23');
}
