import * as fc from 'fast-check';
import { bytesIn, chunkOf } from '../../../src/gateway/streams/chunk.ts';

test('a chunk is its length in hexadecimal digits, the bytes, and the ends of both lines', () => {
  expect(chunkOf(Buffer.from('x'.repeat(31))).toString()).toBe(`1f\r\n${'x'.repeat(31)}\r\n`);
});

test('whatever was put into chunks is found in them again, also what looks like the end of one', () => {
  const part = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc.constantFrom('\r\n', '0\r\n\r\n', '5\r\nabc', '\n\n').map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const chunks = Buffer.concat(parts.map((bytes) => chunkOf(Buffer.from(bytes))));
      expect(bytesIn(chunks)).toEqual(Buffer.concat(parts));
    }),
  );
});
