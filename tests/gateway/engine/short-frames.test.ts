import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { Receiver } from '../../../src/gateway/engine/ws-parts.ts';
import { hear, type Heard } from './engine-on-paper.ts';
import { clientFrame, type Frame } from '../frames.ts';

const maxPayload = 16_384;
const text = 0x1;
const binary = 0x2;
const rest = 0x0;

/** What the library's Receiver reads from the bytes in one chunk, in the form in which Socket.IO must get it. */
async function heardByLibrary(bytes: Buffer): Promise<Heard> {
  const packets: (string | Buffer)[] = [];
  const pongs: string[] = [];
  const goodbyes: number[] = [];
  const receiver = new Receiver({ isServer: true, maxPayload, maxFragments: 64, extensions: {} });
  const isOver = () => goodbyes.length > 0;
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    if (isOver()) return;
    const packet = isBinary ? data : data.toString();
    if (typeof packet !== 'string') packets.push(packet);
    else if (packet.startsWith('4')) packets.push(packet.slice(1));
    // No packet of Engine.IO: the engine's own 1002.
    else goodbyes.push(1002);
  });
  receiver.on('ping', (payload: Buffer) => {
    if (!isOver()) pongs.push(payload.toString());
  });
  receiver.on('conclude', () => {
    if (!isOver()) goodbyes.push(1000);
  });
  receiver.on('error', (error: object) => {
    const [status] = Object.getOwnPropertySymbols(error);
    if (!isOver()) goodbyes.push(Reflect.get(error, status ?? '') as number);
  });
  await new Promise<void>((done) => receiver.once('close', done).end(bytes));
  return { packets, pongs, goodbyes };
}

/** What a client sends, in short: the bytes are made from this. */
interface Step {
  readonly does: 'ascii' | 'words' | 'binary' | 'parts' | 'ping' | 'pong' | 'goodbye';
  readonly length: number;
}

const lengths = fc.oneof(
  { weight: 8, arbitrary: fc.nat(20) },
  { weight: 6, arbitrary: fc.constantFrom(124, 125, 126, 127, 300, 16_383, 16_384) },
  { weight: 1, arbitrary: fc.constantFrom(0, 16_385, 65_535, 65_536) },
);

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    does: fc.oneof(
      { weight: 4, arbitrary: fc.constant('ascii' as const) },
      { weight: 6, arbitrary: fc.constantFrom('ascii', 'words', 'binary', 'parts') },
      { weight: 3, arbitrary: fc.constantFrom('ping', 'ping', 'pong') },
      { weight: 1, arbitrary: fc.constant('goodbye' as const) },
    ),
    length: lengths,
  }),
  { minLength: 1, maxLength: 12 },
);

/** A message of Engine.IO, of `length` bytes; umlauts and emoji may make it a few longer. */
function message(unit: string, length: number): Buffer {
  const times = Math.ceil(length / Buffer.byteLength(unit));
  const bytes = Buffer.from(unit.repeat(times));
  return length === 0 ? bytes : Buffer.concat([Buffer.from('4'), bytes.subarray(1)]);
}

function framesOf({ does, length }: Step): readonly Frame[] {
  const short = Buffer.alloc(length % 126, 'p');
  switch (does) {
    case 'ascii':
      return [{ opcode: text, payload: message('a7"\\ ~', length).subarray(0, length) }];
    case 'words':
      return [{ opcode: text, payload: message('aäß€🙂', length) }];
    case 'binary':
      return [{ opcode: binary, payload: Buffer.alloc(length, randomBytes(99)) }];
    case 'parts':
      return inParts(message('aäß€🙂', length), length);
    case 'ping':
      return [{ opcode: 0x9, payload: short }];
    case 'pong':
      return [{ opcode: 0xa, payload: short }];
    case 'goodbye':
      return [{ opcode: 0x8, payload: length % 2 === 0 ? Buffer.alloc(0) : Buffer.from([3, 232]) }];
  }
}

/** A message in two fragments, cut anywhere, also inside a character, with a ping between them (RFC 6455 §5.4). */
function inParts(payload: Buffer, at: number): readonly Frame[] {
  const middle = (at * 7) % (payload.length + 1);
  return [
    { opcode: text, payload: payload.subarray(0, middle), isFinal: false },
    { opcode: 0x9, payload: Buffer.from('between') },
    { opcode: rest, payload: Buffer.alloc(0), isFinal: false },
    { opcode: rest, payload: payload.subarray(middle) },
  ];
}

const masks = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes));

function cut(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...parts, bytes.subarray(at)];
}

const places = fc.array(fc.oneof(fc.nat(12), fc.nat(300), fc.nat(40_000)), { maxLength: 12 });

test('whatever readers send, and wherever the network cuts it, is taken as the library takes it', async () => {
  const seen = { packets: 0, pongs: 0, goodbyes: new Set<number>() };
  await fc.assert(
    fc.asyncProperty(steps, masks, places, async (given, key, sizes) => {
      const frames = given.flatMap(framesOf).map((frame) => clientFrame(frame, key));
      const bytes = Buffer.concat(frames);
      const heard = await hear(cut(bytes, sizes).filter(({ length }) => length > 0));
      expect(heard).toEqual(await heardByLibrary(bytes));
      seen.packets += heard.packets.length;
      seen.pongs += heard.pongs.length;
      heard.goodbyes.forEach((code) => seen.goodbyes.add(code));
    }),
    { numRuns: 1_000 },
  );
  // The comparison was not empty.
  expect(seen.packets).toBeGreaterThan(1_000);
  expect(seen.pongs).toBeGreaterThan(500);
  expect([...seen.goodbyes].toSorted((a, b) => a - b)).toEqual([1000, 1002, 1009]);
});

const mask = Buffer.from([7, 77, 177, 250]);
const said = (packet: string) => clientFrame({ opcode: text, payload: Buffer.from(packet) }, mask);
const framed = (frame: Frame) => clientFrame(frame, mask);
const ok = Buffer.from('4no');

/** An unmasked frame that would contain a message, if its first bytes were taken for a mask of zeros. */
const unmasked = Buffer.concat([
  clientFrame({ opcode: text, payload: Buffer.from('\0\0\0\x004no') }),
  Buffer.from('more'),
]);
/** A frame whose length does not fit 53 bits. */
const endless = Buffer.concat([Buffer.from([0x81, 0xff]), Buffer.alloc(8, 0xff), mask]);
const deflated = 0x40;

test.each<[string, number, Buffer]>([
  ['without a mask', 1002, unmasked],
  ['with RSV1, which was not agreed on', 1002, framed({ opcode: text, payload: ok, reserved: 64 })],
  ['with RSV2', 1002, framed({ opcode: text, payload: ok, reserved: 32 })],
  ['with RSV3', 1002, framed({ opcode: text, payload: ok, reserved: 16 })],
  ['of a kind that does not exist', 1002, framed({ opcode: 0x3, payload: ok })],
  ['that continues nothing', 1002, framed({ opcode: rest, payload: ok })],
  ['of a ping that is too long', 1002, framed({ opcode: 0x9, payload: Buffer.alloc(126) })],
  ['of a ping in parts', 1002, framed({ opcode: 0x9, payload: ok, isFinal: false })],
  ['of a goodbye with an odd code', 1002, framed({ opcode: 0x8, payload: Buffer.from([0, 1]) })],
  ['that is not UTF-8', 1007, framed({ opcode: text, payload: Buffer.from([0x34, 0xc3, 0x28]) })],
  ['a byte too long', 1009, framed({ opcode: text, payload: Buffer.alloc(16_385, '4') })],
  ['of endless length', 1009, endless],
  [
    'in too many parts',
    1008,
    Buffer.concat(
      Array.from({ length: 66 }, (_, n) =>
        framed({ opcode: n === 0 ? text : rest, payload: Buffer.from('4'), isFinal: false }),
      ),
    ),
  ],
])('a frame %s ends the connection with %i, and nothing is taken after', async (_, code, bad) => {
  const bytes = Buffer.concat([said('4before'), bad, said('4after')]);
  const cuts = [[bytes], [said('4before'), bad, said('4after')]];
  const byteByByte = Array.from(bytes, (byte) => Buffer.from([byte]));
  for (const chunks of bytes.length < 1_000 ? [...cuts, byteByByte] : cuts) {
    expect(await hear(chunks)).toEqual({ packets: ['before'], pongs: [], goodbyes: [code] });
  }
});

test('a compressed frame that cannot be inflated ends the connection with 1007', async () => {
  const bad = framed({ opcode: text, payload: Buffer.alloc(40, 0xff), reserved: deflated });
  const heard = await hear([said('4before'), bad, said('4after')], 'permessage-deflate');
  expect(heard).toEqual({ packets: ['before'], pongs: [], goodbyes: [1007] });
});
