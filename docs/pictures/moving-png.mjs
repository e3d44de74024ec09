import { Palette } from './palette.mjs';
import { chunk, header, packed, signature } from './png-parts.mjs';

/**
 * A PNG that moves (APNG: ISO/IEC 15948, third edition), played `plays` times, and at rest on its last frame after.
 * Each frame holds only what differs from the one before: the smallest rectangle, see-through where nothing differs.
 * `frames`: their pixels, four bytes each, RGBA, opaque, and for how long each is shown, up to 65535 ms.
 */
export function movingPng(width, height, frames, plays) {
  const palette = new Palette(frames.map(({ pixels }) => pixels));
  const seeThrough = palette.size;
  const chunks = [];
  let before;
  let shown = 0;
  let number = 0;
  for (const { pixels, ms } of frames) {
    const places = palette.placesOf(pixels);
    const all = { x: 0, y: 0, width, height };
    const box = before === undefined ? all : boxOfChanges(width, before, places);
    chunks.push(chunk('fcTL', control(number++, box, ms)));
    if (before === undefined) chunks.push(chunk('IDAT', packed(width, height, places)));
    else {
      const changed = packed(box.width, box.height, cut(width, box, before, places, seeThrough));
      chunks.push(chunk('fdAT', Buffer.concat([word(number++), changed])));
    }
    before = places;
    shown += 1;
  }
  const opaque = Buffer.alloc(seeThrough, 0xff);
  return Buffer.concat([
    signature,
    header(width, height),
    chunk('acTL', Buffer.concat([word(shown), word(plays)])),
    chunk('PLTE', Buffer.concat([palette.bytes(), Buffer.alloc(3)])),
    chunk('tRNS', Buffer.concat([opaque, Buffer.alloc(1)])),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The smallest rectangle with all that differs; a single pixel where nothing does. */
function boxOfChanges(width, before, places) {
  let [left, top, right, bottom] = [width, Infinity, -1, -1];
  for (let n = 0; n < places.length; n += 1) {
    if (places[n] === before[n]) continue;
    const x = n % width;
    const y = (n - x) / width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (right < 0) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function cut(width, box, before, places, seeThrough) {
  const inside = Buffer.alloc(box.width * box.height, seeThrough);
  for (let row = 0; row < box.height; row += 1) {
    for (let column = 0; column < box.width; column += 1) {
      const at = (box.y + row) * width + box.x + column;
      if (places[at] !== before[at]) inside[row * box.width + column] = places[at];
    }
  }
  return inside;
}

/** What a frame's chunk fcTL says: where, for how long; drawn over the frame before, which stays. */
function control(number, box, ms) {
  const data = Buffer.alloc(26);
  [number, box.width, box.height, box.x, box.y].forEach((value, n) =>
    data.writeUInt32BE(value, n * 4),
  );
  data.writeUInt16BE(ms, 20);
  data.writeUInt16BE(1000, 22);
  data.set([0, 1], 24);
  return data;
}

function word(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
