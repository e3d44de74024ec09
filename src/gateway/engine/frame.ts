/** A final, unmasked WebSocket text frame (RFC 6455 §5.2); `isDeflated` sets RSV1 (RFC 7692 §6). */
export function textFrame(payload: Buffer, isDeflated = false): Buffer {
  return frameOf(isDeflated ? 0xc1 : 0x81, payload);
}

/** A close frame with its status code (RFC 6455 §7.4). */
export function closeFrame(code: number): Buffer {
  return frameOf(0x88, Buffer.from([code >> 8, code & 0xff]));
}

/** The answer to a ping frame: the same payload, of 125 bytes at most. */
export function pongFrame(payload: Buffer): Buffer {
  return frameOf(0x8a, payload);
}

const known = new WeakMap<Buffer, readonly string[]>();

/** The texts of frames that `textFrame` made uncompressed, one behind the other; read once, for however many readers. */
export function textsIn(frames: Buffer): readonly string[] {
  const before = known.get(frames);
  if (before !== undefined) return before;
  const texts: string[] = [];
  for (let at = 0; at < frames.length;) {
    const short = frames.readUInt8(at + 1);
    const begin = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
    const length =
      short < 126
        ? short
        : short === 126
          ? frames.readUInt16BE(at + 2)
          : Number(frames.readBigUInt64BE(at + 2));
    at = begin + length;
    texts.push(frames.toString('utf8', begin, at));
  }
  known.set(frames, texts);
  return texts;
}

function frameOf(head: number, payload: Buffer): Buffer {
  const { length } = payload;
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  // Not from Node's buffer pool: a frame may be kept for long, and its address is passed to the kernel.
  const frame = Buffer.allocUnsafeSlow(headerBytes + length);
  frame[0] = head;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headerBytes);
  return frame;
}
