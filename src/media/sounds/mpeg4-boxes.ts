/** Boxes that hold others. */
const holders = new Set(['moov', 'trak', 'moof', 'traf']);
/** Holders stand in each other so deep in real files, and no deeper. */
const maxDepth = 4;
/** Boxes of names, places and pictures, and those that only one program understands. */
const said = new Set(['udta', 'meta', 'uuid']);

/**
 * An MPEG-4 file (ISO/IEC 14496-12) in which the boxes of what was said about it are free room: of the same length, so that every
 * place in the file stays where the others say that it is.
 */
export function withoutBoxes(bytes: Buffer): Buffer {
  const blank = Buffer.from(bytes);
  blankIn(blank, 0, blank.length, 0);
  return blank;
}

function blankIn(bytes: Buffer, from: number, to: number, depth: number): void {
  for (let at = from; at + 8 <= to;) {
    const { head, end } = boxAt(bytes, at, to);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (said.has(kind)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, at + head, end);
    } else if (holders.has(kind) && depth < maxDepth) blankIn(bytes, at + head, end, depth + 1);
    at = end;
  }
}

/** A length of 1 stands before a long one; 0 means the rest. */
function boxAt(bytes: Buffer, at: number, to: number): { head: number; end: number } {
  const short = bytes.readUInt32BE(at);
  const isLong = short === 1 && at + 16 <= to;
  const head = isLong ? 16 : 8;
  const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
  return { head, end: Math.min(to, at + Math.max(head, length)) };
}
