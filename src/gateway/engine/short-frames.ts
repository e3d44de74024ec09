/**
 * The texts read from a chunk. `rest` begins at the first frame that must be read by Inlet; undefined: all were read.
 */
export interface ShortFrames {
  readonly texts: readonly string[];
  readonly rest: Buffer | undefined;
}

const isTextFrame = 0x81;
const isMasked = 0x80;

/**
 * Reads the only kind of frame that most clients send: whole, final, masked, uncompressed ASCII text of up to
 * `maxPayload` bytes (RFC 6455 §5.2). It stops at the first frame of another kind or that is incomplete: that frame and
 * all bytes behind it are for Inlet. `chunk` must begin where a frame begins; the frames read are unmasked in place.
 */
export function readShortFrames(chunk: Buffer, maxPayload: number): ShortFrames {
  const texts: string[] = [];
  let at = 0;
  while (at < chunk.length) {
    const next = textAt(chunk, at, maxPayload);
    if (next === undefined) return { texts, rest: chunk.subarray(at) };
    texts.push(next.text);
    at = next.end;
  }
  return { texts, rest: undefined };
}

function textAt(chunk: Buffer, at: number, maxPayload: number) {
  const second = chunk[at + 1] ?? 0;
  if (chunk[at] !== isTextFrame || (second & isMasked) === 0) return undefined;
  let length = second & 0x7f;
  let maskAt = at + 2;
  if (length === 127) return undefined;
  if (length === 126) {
    if (at + 4 > chunk.length) return undefined;
    length = chunk.readUInt16BE(at + 2);
    maskAt = at + 4;
  }
  const begin = maskAt + 4;
  const end = begin + length;
  if (length > maxPayload || end > chunk.length) return undefined;
  for (let i = 0; i < length; i += 1) {
    if ((byte(chunk, begin + i) ^ byte(chunk, maskAt + (i & 3))) > 0x7f) return undefined;
  }
  for (let i = 0; i < length; i += 1) {
    chunk[begin + i] = byte(chunk, begin + i) ^ byte(chunk, maskAt + (i & 3));
  }
  return { text: chunk.toString('latin1', begin, end), end };
}

function byte(chunk: Buffer, at: number): number {
  return chunk[at] ?? 0;
}
