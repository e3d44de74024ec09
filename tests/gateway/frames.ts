/** A frame as it is on the wire (RFC 6455 §5.2). */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly isFinal?: boolean;
  /** RSV1, 2 and 3, as they stand in the first byte. */
  readonly reserved?: number;
}

/** A client's frame, masked; without a mask no client may send it. */
export function clientFrame(
  { opcode, payload, isFinal = true, reserved = 0 }: Frame,
  mask?: Buffer,
): Buffer {
  const { length } = payload;
  const isMasked = mask === undefined ? 0 : 0x80;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (isFinal ? 0x80 : 0) | reserved | opcode;
  if (length < 126) head[1] = isMasked | length;
  else if (length < 65_536) {
    head[1] = isMasked | 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = isMasked | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  if (mask === undefined) return Buffer.concat([head, payload]);
  return Buffer.concat([head, mask, payload.map((byte, n) => byte ^ (mask[n & 3] ?? 0))]);
}

/** A server's frame, and where it ends. */
export interface ServerFrame {
  readonly opcode: number;
  /** RSV1: compressed. */
  readonly isDeflated: boolean;
  readonly payload: Buffer;
  readonly end: number;
}

/** The first whole frame from `at` on, or undefined when more bytes are needed. A server masks nothing. */
export function serverFrameAt(bytes: Buffer, at: number): ServerFrame | undefined {
  if (bytes.length < at + 2) return undefined;
  const short = bytes.readUInt8(at + 1);
  const start = at + (short === 127 ? 10 : short === 126 ? 4 : 2);
  if (bytes.length < start) return undefined;
  const length =
    short === 127
      ? Number(bytes.readBigUInt64BE(at + 2))
      : short === 126
        ? bytes.readUInt16BE(at + 2)
        : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  const first = bytes.readUInt8(at);
  return {
    opcode: first & 0x0f,
    isDeflated: (first & 0x40) !== 0,
    payload: bytes.subarray(start, end),
    end,
  };
}

/** All of them; throws when the last is not whole. */
export function serverFrames(bytes: Buffer): readonly ServerFrame[] {
  const frames: ServerFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    const frame = serverFrameAt(bytes, at);
    if (frame === undefined) throw new Error(`The frame at byte ${at} is cut.`);
    frames.push(frame);
    at = frame.end;
  }
  return frames;
}
