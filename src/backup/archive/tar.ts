/** The blocks that a tar archive is made of (POSIX.1-2017, ustar). */
export const blockSize = 512;

/** More than an octal field holds: 8 GiB. Larger sizes are written in base 256, as GNU tar has it. */
const maxOctal = 8 ** 11;

/** The header of a file of this account alone. `name`: at most 100 characters of ASCII. */
export function tarHeader(name: string, bytes: number, seconds: number): Buffer {
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 100, 'ascii');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, bytes);
  header.write(`${octal(seconds, 11)}\0`, 136);
  header.write('0', 156);
  header.write('ustar', 257);
  header.write('00', 263);
  header.write(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

/** Zeros that fill the last block of so many bytes. */
export function padding(bytes: number): number {
  return (blockSize - (bytes % blockSize)) % blockSize;
}

/** What a header says; undefined where the block is none. `end`: the block of zeros that ends an archive. */
export function readTarHeader(
  header: Buffer,
): { readonly name: string; readonly bytes: number } | 'end' | undefined {
  if (header.every((byte) => byte === 0)) return 'end';
  if (header.toString('latin1', 257, 262) !== 'ustar') return undefined;
  if (Number.parseInt(header.toString('latin1', 148, 154), 8) !== sumOf(header)) return undefined;
  const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const bytes = readSize(header);
  return Number.isSafeInteger(bytes) ? { name, bytes } : undefined;
}

/** The sum of all bytes of a header, its own field counted as spaces. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function writeSize(header: Buffer, bytes: number): void {
  if (bytes < maxOctal) {
    header.write(`${octal(bytes, 11)}\0`, 124);
    return;
  }
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(bytes), 128);
}

function readSize(header: Buffer): number {
  if (header.readUInt8(124) !== 0x80)
    return Number.parseInt(header.toString('latin1', 124, 135), 8);
  return Number(header.readBigUInt64BE(128));
}
