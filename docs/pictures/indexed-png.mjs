import { Palette } from './palette.mjs';
import { chunk, header, packed, signature } from './png-parts.mjs';

/** A PNG with a palette (ISO/IEC 15948), half as large as one with 24 bits a pixel. `pixels`: four bytes each, RGBA, opaque. */
export function indexedPng(width, height, pixels) {
  const palette = new Palette([pixels]);
  return Buffer.concat([
    signature,
    header(width, height),
    chunk('PLTE', palette.bytes()),
    chunk('IDAT', packed(width, height, palette.placesOf(pixels))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
