/** The bullets that word processors and web pages put before a list item, with the space or tab after them. */
const bullet = /^([\t ]*)(?:[•◦▪▫‣⁃●○■□]\s+|o\t)(?=\S)/u;
const fence = /^ {0,3}(```|~~~)/;
/** An indented line. Directly below a list item it continues that item, and is left as it is. */
const indented = /^[\t ]+(?=\S)/;

/**
 * Makes Markdown of text that was pasted from a word processor: bullets become list items at their depth, and the line
 * after the last one does not belong to the list. Markdown stays as it is. Lines end in "\n".
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
    // An indented line directly below a list item belongs to the item; after a blank line it is a paragraph.
    const isOver = isInPoints && line.trim() !== '' && (isAfterBlank || !indented.test(line));
    if (isOver && !isAfterBlank) lines.push('');
    lines.push(isOver ? line.trimStart() : line);
    if (isOver) isInPoints = false;
  }
  return lines.join('\n');
}

/** The depth of a list item: one level for each tab or four spaces. */
function depthOf(space: string): number {
  return Math.min(6, space.replaceAll('    ', '\t').split('\t').length - 1);
}
