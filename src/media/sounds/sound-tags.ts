import { withoutBoxes } from './mpeg4-boxes.ts';
import { withoutComments } from './ogg-comments.ts';
import { afterTag, type SoundName } from './sound-kind.ts';

/**
 * A sound without what its program and its owner wrote into it: names, places, pictures. Nothing is encoded anew. Each
 * walk ends where the file is not as its format says.
 */
export function withoutTags(bytes: Buffer, name: SoundName): Buffer | undefined {
  switch (name) {
    case 'sound.mp3':
    case 'sound.aac':
      return framesOf(bytes);
    case 'sound.m4a':
      return withoutBoxes(bytes);
    case 'sound.ogg':
      return withoutComments(bytes);
    case 'sound.wav':
      return soundChunksOf(bytes);
  }
}

/** Between the tags before and after the frames: ID3v2, ID3v1 and APE. */
function framesOf(bytes: Buffer): Buffer {
  const start = afterTag(bytes);
  let end = bytes.length;
  if (bytes.toString('latin1', end - 128, end - 125) === 'TAG') end -= 128;
  if (bytes.toString('latin1', end - 32, end - 24) === 'APETAGEX') {
    const hasHeader = bytes.readUInt32LE(end - 12) >= 0x80000000;
    end -= bytes.readUInt32LE(end - 20) + (hasHeader ? 32 : 0);
  }
  return bytes.subarray(Math.min(start, bytes.length), Math.max(start, end));
}

const soundChunks = new Set(['fmt ', 'fact', 'data']);

/** The chunks of a WAVE file that are sound. */
function soundChunksOf(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (soundChunks.has(bytes.toString('latin1', at, at + 4))) kept.push(bytes.subarray(at, next));
    at = next;
  }
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...kept]);
}
