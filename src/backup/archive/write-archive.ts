import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { factsName, sumsName, type Facts, type Part } from './facts.ts';
import { blockSize, padding, tarHeader } from './tar.ts';

/** A backup that is being written, part after part. */
export class ArchiveWriter {
  private readonly into = new PassThrough();
  private readonly parts: Part[] = [];
  private readonly seconds: number;
  private readonly written: Promise<void>;

  private constructor(
    private readonly path: string,
    facts: Facts,
    isCompressed: boolean,
  ) {
    this.seconds = Math.floor(Date.parse(facts.at) / 1_000);
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    this.written = isCompressed
      ? pipeline(this.into, createGzip({ level: 6 }), file)
      : pipeline(this.into, file);
    // Its failure is thrown where the next part is written, and by `end`.
    this.written.catch(() => undefined);
  }

  /** Begins a new file at `path`, for this account alone; none may be there. */
  static async begin(path: string, facts: Facts, isCompressed: boolean): Promise<ArchiveWriter> {
    const writer = new ArchiveWriter(path, facts, isCompressed);
    await writer.addBytes(factsName, Buffer.from(`${JSON.stringify(facts, undefined, 2)}\n`));
    return writer;
  }

  async addBytes(name: string, bytes: Buffer): Promise<void> {
    await this.add(name, bytes.length, [bytes]);
  }

  async addFile(name: string, path: string): Promise<void> {
    await this.add(name, (await stat(path)).size, createReadStream(path));
  }

  /** Writes the list of parts, and returns when all is on the disk. */
  async end(): Promise<readonly Part[]> {
    const parts = [...this.parts];
    await this.addBytes(sumsName, Buffer.from(`${JSON.stringify(parts)}\n`));
    await this.write(Buffer.alloc(2 * blockSize));
    this.into.end();
    await this.written;
    const file = await open(this.path, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    return parts;
  }

  /** Ends where it is: the file is of no use. */
  async drop(): Promise<void> {
    this.into.destroy();
    await this.written.catch(() => undefined);
  }

  private async add(
    name: string,
    bytes: number,
    source: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<void> {
    await this.write(tarHeader(name, bytes, this.seconds));
    const hash = createHash('sha256');
    let length = 0;
    for await (const chunk of source) {
      hash.update(chunk);
      length += chunk.length;
      await this.write(chunk);
    }
    if (length !== bytes) throw new Error(`${name} has changed while it was read.`);
    await this.write(Buffer.alloc(padding(bytes)));
    this.parts.push({ name, bytes, sha256: hash.digest('hex') });
  }

  private async write(bytes: Buffer): Promise<void> {
    if (this.into.destroyed) await this.written;
    if (this.into.write(bytes)) return;
    // A disk that is full ends the pipe, and nothing is drained then.
    await Promise.race([once(this.into, 'drain'), this.written]);
  }
}
