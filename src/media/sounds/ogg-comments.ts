/** What a header of comments begins with, in Opus (RFC 7845) and Vorbis, and whether a bit set ends it. */
const beginnings = [
  { text: 'OpusTags', end: [] },
  { text: '\u0003vorbis', end: [1] },
] as const;

/**
 * An Ogg file (RFC 3533) whose comments are empty, and the rest of their room zeros: of the same length, so that pages stay as they
 * are but for their checksums. Undefined where the second packet is none of comments.
 */
export function withoutComments(bytes: Buffer): Buffer | undefined {
  const blank = Buffer.from(bytes);
  const [, ...pages] = pagesOf(blank);
  let isBegun = false;
  // It begins on the second page, and may go on over several.
  for (const page of pages) {
    const { start, end, isWhole } = firstPacketOn(blank, page);
    const kind = beginnings.find(({ text }) => hasAt(blank, start, text));
    if (!isBegun && kind === undefined) return undefined;
    const said = start + (isBegun ? 0 : (kind?.text.length ?? 0));
    blank.fill(0, said, end);
    // No vendor and no comments are eight bytes of zeros.
    if (!isBegun && kind !== undefined) blank.set(kind.end, said + 8);
    sign(blank, page);
    if (isWhole) return blank;
    isBegun = true;
  }
  return undefined;
}

interface Page {
  readonly at: number;
  readonly body: number;
  readonly end: number;
}

function* pagesOf(bytes: Buffer): Generator<Page> {
  for (let at = 0; at + 27 <= bytes.length && hasAt(bytes, at, 'OggS');) {
    const segments = bytes[at + 26] ?? 0;
    const body = at + 27 + segments;
    const length = bytes.subarray(at + 27, body).reduce((sum, byte) => sum + byte, 0);
    if (body + length > bytes.length) return;
    yield { at, body, end: body + length };
    at = body + length;
  }
}

/** A packet ends with the first segment that is shorter than 255 bytes. */
function firstPacketOn(bytes: Buffer, { at, body }: Page) {
  const lengths = [...bytes.subarray(at + 27, body)];
  const last = lengths.findIndex((length) => length < 255);
  const own = last === -1 ? lengths : lengths.slice(0, last + 1);
  const end = body + own.reduce((sum, length) => sum + length, 0);
  return { start: body, end, isWhole: last !== -1 };
}

function hasAt(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text;
}

/** Writes the checksum of a page: CRC-32 of the polynomial 0x04c11db7, not reflected, begun with zero. */
function sign(bytes: Buffer, { at, end }: Page): void {
  bytes.writeUInt32LE(0, at + 22);
  let crc = 0;
  for (const byte of bytes.subarray(at, end)) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  bytes.writeUInt32LE(crc >>> 0, at + 22);
}
