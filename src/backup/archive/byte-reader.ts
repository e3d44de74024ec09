/** Reads a stream of bytes in pieces of the lengths that are asked for. One run at a time. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  /** What is left of the run. */
  private left = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** So many bytes; undefined where the stream has ended. Throws a RangeError where it ends among them. */
  async take(bytes: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = [];
    let length = 0;
    while (length < bytes) {
      const piece = await this.upTo(bytes - length);
      if (piece === undefined) {
        if (length === 0) return undefined;
        throw new RangeError('the stream ends too early');
      }
      pieces.push(piece);
      length += piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** So many bytes as they come. Throws a RangeError where the stream ends among them. */
  run(bytes: number): AsyncGenerator<Buffer> {
    this.left = bytes;
    return this.restOfRun();
  }

  /** Reads past what nobody has read of the run. */
  async skipRun(): Promise<void> {
    await this.skip(this.left);
    this.left = 0;
  }

  async skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      const piece = await this.upTo(left);
      if (piece === undefined) throw new RangeError('the stream ends too early');
      left -= piece.length;
    }
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async *restOfRun(): AsyncGenerator<Buffer> {
    while (this.left > 0) {
      const piece = await this.upTo(this.left);
      if (piece === undefined) throw new RangeError('the stream ends too early');
      this.left -= piece.length;
      yield piece;
    }
  }

  private async upTo(bytes: number): Promise<Buffer | undefined> {
    while (this.rest.length === 0) {
      const next = await this.source.next();
      if (next.done === true) return undefined;
      this.rest = next.value;
    }
    const piece = this.rest.subarray(0, bytes);
    this.rest = this.rest.subarray(piece.length);
    return piece;
  }
}
