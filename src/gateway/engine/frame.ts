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

function frameOf(head: number, payload: Buffer): Buffer {
  const { length } = payload;
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  // Not from the pool: it may be kept for long, and its address is handed to the kernel.
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
