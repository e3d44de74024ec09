/** What is written into each sound, as a phone writes where it was: it must not come out again. */
export const tagged = 'Vera Owner';

/** A second of silence, PCM at 8 kHz, with a chunk of names. */
export function wavSound(): Buffer {
  const format = Buffer.alloc(16);
  [1, 1].forEach((value, at) => format.writeUInt16LE(value, 2 * at));
  format.writeUInt32LE(8_000, 4);
  format.writeUInt32LE(8_000, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const chunks = [
    chunk('fmt ', format),
    chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('IART', Buffer.from(tagged))])),
    chunk('data', Buffer.alloc(8_000, 0x80)),
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
  const text = Buffer.concat([Buffer.from([0]), Buffer.from(tagged)]);
  const entry = Buffer.concat([Buffer.from('TPE1'), sizeOf(text), Buffer.alloc(2), text]);
  const before = Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0]), sizeOf(entry), entry]);
  const after = Buffer.alloc(128);
  after.write(`TAG${tagged}`);
  return Buffer.concat([before, ...Array<Buffer>(77).fill(frame), after]);
}

/** Of a hundred and some bytes at most: one byte is enough. */
function sizeOf({ length }: Buffer): Buffer {
  return Buffer.from([0, 0, 0, length]);
}

/** Three seconds of Opus, by its positions, with comments that go over two pages. */
export function oggSound(): Buffer {
  const head = Buffer.from('OpusHead\u0001\u0001\0\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(48_000, 12);
  const said = Buffer.from(`ARTIST=${tagged}${'.'.repeat(70_000)}`);
  const tags = Buffer.concat([
    Buffer.from('OpusTags'),
    int(3),
    Buffer.from('abc'),
    int(1),
    int(said.length),
    said,
  ]);
  const full = 255 * 255;
  return Buffer.concat([
    page(0, 2, 0, head),
    page(1, 0, 0, tags.subarray(0, full)),
    page(2, 1, 0, tags.subarray(full)),
    page(3, 4, 3 * 48_000, Buffer.from([0xf8, 0xff, 0xfe])),
  ]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A page of an Ogg file. Its checksum is left out: players look at it, tests do not. */
function page(number: number, flags: number, position: number, body: Buffer): Buffer {
  const lengths = Array.from(
    { length: Math.min(255, Math.floor(body.length / 255) + 1) },
    (_, at) => Math.min(255, body.length - 255 * at),
  );
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(number, 18);
  head[26] = lengths.length;
  return Buffer.concat([head, Buffer.from(lengths), body]);
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
