/** The signs that word processors and web pages put before a point of a list, with the space or tab after it. */
const bullet = /^([\t ]*)(?:[•◦▪▫‣⁃●○■□]\s+|o\t)(?=\S)/u;
const fence = /^ {0,3}(```|~~~)/;
/** Where Markdown takes a line for more than prose: what continues a list is left alone. */
const indented = /^[\t ]+(?=\S)/;

/**
 * Markdown of what was pasted out of a word processor: bullets become points of a list, at their depth, and the line
 * after the last of them is no part of it. What is Markdown already stays as it is. Lines end in "\n".
 */
export function fromWordProcessor(source: string): string {
  if (!/[•◦▪▫‣⁃●○■□]|^\s*o\t/mu.test(source)) return source;
  const lines: string[] = [];
  let isFenced = false;
  let isInPoints = false;
  for (const line of source.split('\n')) {
    if (fence.test(line)) isFenced = !isFenced;
    const found = isFenced ? null : bullet.exec(line);
    if (found !== null) {
      if (!isInPoints && lines.at(-1)?.trim() !== '') lines.push('');
      isInPoints = true;
      const depth = depthOf(found[1] ?? '');
      lines.push(`${'  '.repeat(depth)}- ${line.slice(found[0].length)}`);
      continue;
    }
    const isAfterBlank = lines.at(-1)?.trim() === '';
    // A paragraph of its own may be indented; the next line of a point is, and follows at once.
    const isOver = isInPoints && line.trim() !== '' && (isAfterBlank || !indented.test(line));
    if (isOver && !isAfterBlank) lines.push('');
    lines.push(isOver ? line.trimStart() : line);
    if (isOver) isInPoints = false;
  }
  return lines.join('\n');
}

/** A tab is a level, as are four spaces. */
function depthOf(space: string): number {
  return Math.min(6, space.replaceAll('    ', '\t').split('\t').length - 1);
}
