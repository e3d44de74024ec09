/** What is written into each sound, as a phone writes where it was: it must not come out again. */
export const tagged = 'Vera Owner';

/** A second of silence, PCM at 8 kHz, with a chunk of names. */
export function wavSound(): Buffer {
  return waveOf(formatOf(1, 8), Buffer.alloc(8_000, 0x80));
}

/** Five seconds as recorders write them: 24 bits, whose format says by a long name that it is PCM. */
export function fineWavSound(): Buffer {
  const more = Buffer.alloc(24);
  [22, 24].forEach((value, at) => more.writeUInt16LE(value, 2 * at));
  more.writeUInt32LE(4, 4);
  more.write('0100000000001000800000aa00389b71', 8, 'hex');
  return waveOf(Buffer.concat([formatOf(0xfffe, 24), more]), Buffer.alloc(5 * 8_000 * 3));
}

function formatOf(kind: number, bits: number): Buffer {
  const format = Buffer.alloc(16);
  [kind, 1].forEach((value, at) => format.writeUInt16LE(value, 2 * at));
  format.writeUInt32LE(8_000, 4);
  format.writeUInt32LE((8_000 * bits) / 8, 8);
  format.writeUInt16LE(bits / 8, 12);
  format.writeUInt16LE(bits, 14);
  return format;
}

function waveOf(format: Buffer, data: Buffer): Buffer {
  const chunks = [
    chunk('fmt ', format),
    chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('IART', Buffer.from(tagged))])),
    chunk('data', data),
  ];
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function chunk(name: string, bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from(name), length, bytes, Buffer.alloc(bytes.length % 2)]);
}

/** Two seconds of silence: frames of MPEG 1 layer III, 128 kbit/s at 44.1 kHz, between both kinds of tags. */
export function mp3Sound(): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const after = Buffer.alloc(128);
  after.write(`TAG${tagged}`);
  return Buffer.concat([namesBefore(), ...Array<Buffer>(77).fill(frame), after]);
}

/** Six seconds of AAC without a container, 44.1 kHz, behind the tag that MP3 has. */
export function aacSound(): Buffer {
  const frame = Buffer.alloc(200);
  frame.set([0xff, 0xf1, 0x50, 0x80, frame.length >> 3, ((frame.length & 7) << 5) | 0x1f, 0xfc]);
  return Buffer.concat([namesBefore(), ...Array<Buffer>(258).fill(frame)]);
}

function namesBefore(): Buffer {
  const text = Buffer.concat([Buffer.from([0]), Buffer.from(tagged)]);
  const entry = Buffer.concat([Buffer.from('TPE1'), sizeOf(text), Buffer.alloc(2), text]);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0]), sizeOf(entry), entry]);
}

/** Of a hundred and some bytes at most: one byte is enough. */
function sizeOf({ length }: Buffer): Buffer {
  return Buffer.from([0, 0, 0, length]);
}

/** Three seconds of Opus, by its positions, with comments that go over two pages. */
export function oggSound(): Buffer {
  const head = Buffer.from('OpusHead\u0001\u0001\0\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.concat([Buffer.from('OpusTags'), comments()]);
  return Buffer.concat([
    page(0, 2, 0, head),
    page(1, 0, 0, tags.subarray(0, full)),
    page(2, 1, 0, tags.subarray(full)),
    page(3, 4, 3 * 48_000, Buffer.from([0xf8, 0xff, 0xfe])),
  ]);
}

/** Seven seconds of Vorbis at 44.1 kHz, whose comments share their second page with the codebooks. */
export function vorbisSound(): Buffer {
  const head = Buffer.alloc(30);
  head.write('\u0001vorbis', 'latin1');
  head[11] = 1;
  head.writeUInt32LE(44_100, 12);
  head.set([0xb8, 0x01], 28);
  const tags = Buffer.concat([Buffer.from('\u0003vorbis', 'latin1'), comments(), Buffer.from([1])]);
  const books = Buffer.concat([Buffer.from('\u0005vorbis', 'latin1'), Buffer.alloc(60)]);
  return Buffer.concat([
    page(0, 2, 0, head),
    page(1, 0, 0, tags.subarray(0, full)),
    page(2, 1, 0, tags.subarray(full), books),
    page(3, 4, 7 * 44_100, Buffer.alloc(8)),
  ]);
}

/** What a page holds of one packet that goes on in the next. */
const full = 255 * 255;

function comments(): Buffer {
  const said = Buffer.from(`ARTIST=${tagged}${'.'.repeat(70_000)}`);
  return Buffer.concat([int(3), Buffer.from('abc'), int(1), int(said.length), said]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A page of an Ogg file with whole packets, or a full one that goes on. Its checksum is left out: players look at it, tests do not. */
function page(
  number: number,
  flags: number,
  position: number,
  ...packets: readonly Buffer[]
): Buffer {
  const lengths = packets.flatMap(({ length }) =>
    Array.from({ length: Math.min(255, Math.floor(length / 255) + 1) }, (_, at) =>
      Math.min(255, length - 255 * at),
    ),
  );
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(number, 18);
  head[26] = lengths.length;
  return Buffer.concat([head, Buffer.from(lengths), ...packets]);
}

/** Four seconds of AAC, by its boxes, with a box of names. */
export function m4aSound(): Buffer {
  const clock = (length: number) => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32BE(1_000, 12);
    bytes.writeUInt32BE(4_000, 16);
    return bytes;
  };
  const entry = Buffer.alloc(28);
  entry.writeUInt16BE(1, 6);
  entry.writeUInt16BE(2, 16);
  entry.writeUInt16BE(16, 18);
  entry.writeUInt16BE(44_100, 24);
  const handler = Buffer.alloc(25);
  handler.write('soun', 8);
  const one = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);
  const none = Buffer.alloc(8);
  const table = box(
    'stbl',
    box('stsd', one, box('mp4a', entry)),
    box('stts', none),
    box('stsc', none),
    box('stsz', Buffer.alloc(12)),
    box('stco', none),
  );
  const track = box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('mdia', box('mdhd', clock(24)), box('hdlr', handler), box('minf', table)),
  );
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom', 'latin1')),
    box('moov', box('mvhd', clock(100)), track, box('udta', box('auth', Buffer.from(tagged)))),
    box('mdat', Buffer.alloc(64)),
  ]);
}

function box(kind: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(kind), ...parts]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}
