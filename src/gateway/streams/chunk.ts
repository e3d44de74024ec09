const lineEnd = Buffer.from('\r\n');

/** The bytes as one chunk of an HTTP/1.1 body (RFC 9112 §7.1). At least one byte: an empty chunk ends the body. */
export function chunkOf(bytes: Buffer): Buffer {
  const head = Buffer.from(`${bytes.length.toString(16)}\r\n`);
  // Not from Node's buffer pool: a chunk may be kept for long, and its address is passed to the kernel.
  const chunk = Buffer.allocUnsafeSlow(head.length + bytes.length + lineEnd.length);
  head.copy(chunk);
  bytes.copy(chunk, head.length);
  lineEnd.copy(chunk, head.length + bytes.length);
  return chunk;
}

const known = new WeakMap<Buffer, Buffer>();

/** The bytes in chunks that `chunkOf` made, one behind the other; read once, for however many readers. */
export function bytesIn(chunks: Buffer): Buffer {
  const before = known.get(chunks);
  if (before !== undefined) return before;
  const parts: Buffer[] = [];
  for (let at = 0; at < chunks.length;) {
    const begin = chunks.indexOf(lineEnd, at) + lineEnd.length;
    const end = begin + Number.parseInt(chunks.toString('latin1', at, begin), 16);
    parts.push(chunks.subarray(begin, end));
    at = end + lineEnd.length;
  }
  const bytes = Buffer.concat(parts);
  known.set(chunks, bytes);
  return bytes;
}
