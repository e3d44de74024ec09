import { Encoded, quality } from '../../http/encoded.ts';
import type { Asset } from './assets.ts';
import { mark } from './mark.ts';

/** The sizes in the file, in pixels. */
const sizes = [16, 32] as const;
/** Points by which a pixel's share of a shape is measured, in each direction. */
const samples = 8;

let drawn: Asset | undefined;

/** The mark as an .ico file, drawn at the first request. */
export function favicon(): Asset {
  drawn ??= { type: 'image/x-icon', encoded: new Encoded(iconFile(), quality.forever) };
  return drawn;
}

/** The ICO format: a directory, then a bitmap of each size (https://learn.microsoft.com/previous-versions/ms997538). */
function iconFile(): Buffer {
  const bitmaps = sizes.map(bitmap);
  const directory = Buffer.alloc(6 + 16 * sizes.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(sizes.length, 4);
  let offset = directory.length;
  for (const [index, bytes] of bitmaps.entries()) {
    const at = 6 + 16 * index;
    const size = sizes[index] ?? 0;
    directory.set([size, size, 0, 0, 1, 0, 32, 0], at);
    directory.writeUInt32LE(bytes.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  }
  return Buffer.concat([directory, ...bitmaps]);
}

/** Rows of BGRA from the bottom up, then a mask that is not used, because the pixels have their own opacity. */
function bitmap(size: number): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const rows = Array.from({ length: size }, (_, index) => size - 1 - index);
  const pixels = rows.flatMap((y) =>
    Array.from({ length: size }, (_, x) => pixel(x, y, mark.side / size)).flat(),
  );
  const mask = Buffer.alloc((Math.ceil(size / 32) * 32 * size) / 8);
  return Buffer.concat([header, Buffer.from(pixels), mask]);
}

/** A pixel's blue, green, red and opacity: the dot over the line, each as far as it covers the pixel. */
function pixel(column: number, row: number, scale: number): readonly number[] {
  let [dotHits, lineHits] = [0, 0];
  for (let index = 0; index < samples * samples; index += 1) {
    const x = (column + ((index % samples) + 0.5) / samples) * scale;
    const y = (row + (Math.floor(index / samples) + 0.5) / samples) * scale;
    const { dot, line } = mark;
    if (Math.hypot(x - dot.x, y - dot.y) <= dot.radius) dotHits += 1;
    else if (Math.abs(x - line.x) <= line.width / 2) lineHits += 1;
  }
  const covered = dotHits + lineHits;
  if (covered === 0) return [0, 0, 0, 0];
  const [dot, line] = [channels(mark.dot.color), channels(mark.line.color)];
  const mixed = dot.map((value, index) =>
    Math.round((value * dotHits + (line[index] ?? 0) * lineHits) / covered),
  );
  return [...mixed, Math.round((255 * covered) / (samples * samples))];
}

/** Blue, green and red of "#rrggbb". */
function channels(color: string): readonly number[] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value & 255, (value >> 8) & 255, value >> 16];
}
