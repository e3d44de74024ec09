/** What a sound is by its first bytes, and the name of its file. */
export interface SoundKind {
  readonly type: string;
  /** "sound.mp3": the end says what it is. */
  readonly name: SoundName;
}

/** Every kind of sound that is taken, by the name of its file. */
const types = {
  'sound.mp3': 'audio/mpeg',
  'sound.aac': 'audio/aac',
  'sound.m4a': 'audio/mp4',
  'sound.ogg': 'audio/ogg',
  'sound.wav': 'audio/wav',
} as const;

export type SoundName = keyof typeof types;

export function isSoundName(name: string): name is SoundName {
  return Object.hasOwn(types, name);
}

export function soundTypeOf(name: SoundName): string {
  return types[name];
}

/** Pictures in the same container as MPEG-4. */
const pictureBrand = /^(avif|avis|mif1|msf1|heic|heix|hevc|hevx)$/;

/** Undefined for what does not begin as a sound that is taken. Whether it is one, its whole content says. */
export function soundKindOf(bytes: Buffer): SoundKind | undefined {
  const name = nameOf(bytes);
  return name && { name, type: types[name] };
}

/** Where what follows the tags before the first frame begins: ID3v2 (id3.org), which MP3 has, and AAC too. */
export function afterTag(bytes: Buffer): number {
  let start = 0;
  while (bytes.toString('latin1', start, start + 3) === 'ID3' && start + 10 <= bytes.length) {
    const hasFooter = ((bytes[start + 5] ?? 0) & 0x10) !== 0;
    start += 10 + sevenBits(bytes, start + 6) + (hasFooter ? 10 : 0);
  }
  return start;
}

/** A number of four bytes, of which each has seven bits. */
function sevenBits(bytes: Buffer, at: number): number {
  return [...bytes.subarray(at, at + 4)].reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}

function nameOf(bytes: Buffer): SoundName | undefined {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (text(0, 4) === 'OggS') return 'sound.ogg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'sound.wav';
  if (text(4, 8) === 'ftyp') return pictureBrand.test(text(8, 12)) ? undefined : 'sound.m4a';
  const start = afterTag(bytes);
  const [first = 0, second = 0] = bytes.subarray(start);
  // Behind a tag there may be some room before the first frame.
  if (first !== 0xff) return start > 0 ? 'sound.mp3' : undefined;
  // Frames of MPEG audio begin with eleven bits: layer III, or without a layer AAC.
  if ((second & 0xe6) === 0xe2) return 'sound.mp3';
  return (second & 0xf6) === 0xf0 ? 'sound.aac' : undefined;
}
