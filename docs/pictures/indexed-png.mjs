import { crc32, deflateSync } from 'node:zlib';

const maxColours = 128;

/** A PNG with a palette (ISO/IEC 15948), half as large as one with 24 bits a pixel. `pixels`: four bytes each, RGBA, opaque. */
export function indexedPng(width, height, pixels) {
  const palette = paletteOf(pixels);
  const nearest = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let n = 0; n < width * height; n += 1) {
    const colour = pixels.readUIntBE(n * 4, 3);
    if (!nearest.has(colour)) nearest.set(colour, nearestOf(palette, colour));
    // Each row begins with its filter: none.
    rows[n + Math.floor(n / width) + 1] = nearest.get(colour);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, which are a place in the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, of those that look alike the most frequent one. */
function paletteOf(pixels) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const alike = Map.groupBy(frequent, (colour) => colour & 0xf0f0f0);
  return [...alike.values()].slice(0, maxColours).map(([colour]) => channelsOf(colour));
}

function nearestOf(palette, colour) {
  const distances = palette.map((other) =>
    channelsOf(colour).reduce((sum, channel, n) => sum + (channel - other[n]) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function channelsOf(colour) {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
