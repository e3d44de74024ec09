import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Our order of preference, used where the request prefers none. */
const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

/** Shorter answers are not compressed: the headers are the larger part. */
const leastBytes = 1_024;

/**
 * Brotli's window: 256 KB. The default of 4 MB would cost 4 MB of memory for each running compression, and save 1 %.
 */
const windowBits = 18;

/**
 * Brotli's quality: 11 for files that stay; 5 for answers that many readers get; 1 for an answer to one question about
 * the past, which is a sixth larger then but costs a quarter. Whoever asks a thousand such questions must not keep the
 * machine busy with compression.
 */
export const quality = { forever: 11, often: 5, once: 1 } as const;

const maxGzip = 9;

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/**
 * Bytes that are sent often. They are compressed once for each encoding, outside the event loop, at the first request.
 */
export class Encoded {
  /** A digest of the uncompressed bytes, the same for every encoding (see `etagOf`). */
  readonly digest: string;
  private readonly made = new Map<Encoding, Promise<Buffer>>();

  constructor(
    readonly bytes: Buffer,
    private readonly level: number = quality.often,
    /** Compressed in itself, as pictures are: sent as it is. */
    readonly isPacked: boolean = false,
  ) {
    this.digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  }

  /** Takes these bytes, which a build has made of the same content, for the encoding instead of making them. */
  take(encoding: Encoding, bytes: Buffer): void {
    this.made.set(encoding, Promise.resolve(bytes));
  }

  static text(text: string, level?: number): Encoded {
    return new Encoded(Buffer.from(text), level);
  }

  static packed(bytes: Buffer): Encoded {
    return new Encoded(bytes, quality.once, true);
  }

  /** The JSON of an immutable object: encoded once for all requests, and freed together with the object. */
  static json(value: object, level?: number): Encoded {
    const known = jsons.get(value) ?? Encoded.text(JSON.stringify(value), level);
    jsons.set(value, known);
    return known;
  }

  in(encoding: Encoding): Promise<Buffer> {
    const known = this.made.get(encoding) ?? this.make(encoding);
    this.made.set(encoding, known);
    return known;
  }

  private make(encoding: Encoding): Promise<Buffer> {
    switch (encoding) {
      case 'identity':
        return Promise.resolve(this.bytes);
      case 'gzip':
        return inGzip(this.bytes, { level: Math.min(this.level, maxGzip) });
      case 'br':
        return inBrotli(this.bytes, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: this.level,
            [constants.BROTLI_PARAM_LGWIN]: windowBits,
            [constants.BROTLI_PARAM_SIZE_HINT]: this.bytes.length,
          },
        });
    }
  }
}

const jsons = new WeakMap<object, Encoded>();

/**
 * Sends the bytes in the encoding that the request prefers, or 304 when the client has them in any encoding (each
 * encoding has an ETag of its own, RFC 9110 §8.8.3.3). `etag`: without quotes and encoding; the default is the digest.
 */
export async function sendEncoded(
  request: Request,
  response: Response,
  encoded: Encoded,
  etag = encoded.digest,
): Promise<void> {
  response.vary('Accept-Encoding');
  const encoding = encodingFor(request, encoded);
  response.setHeader('ETag', etagOf(etag, encoding));
  if (hasAlready(request, etag)) {
    response.removeHeader('Content-Type');
    response.status(304).end();
    return;
  }
  const bytes = await encoded.in(encoding);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function encodingFor(request: Request, { bytes, isPacked }: Encoded): Encoding {
  if (isPacked || bytes.length < leastBytes) return 'identity';
  const best = request.acceptsEncodings([...encodings]);
  return encodings.find((name) => name === best) ?? 'identity';
}

function etagOf(name: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${name}"` : `"${name}-${encoding}"`;
}

/**
 * Express never answers 304 to a request with `Cache-Control: no-cache`, which browsers add to a fetch. Such a request
 * asks for validation, and a 304 is a valid answer.
 */
function hasAlready(request: Request, name: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const own = new Set(['*', ...encodings.map((encoding) => etagOf(name, encoding))]);
  return known.split(',').some((tag) => own.has(tag.trim().replace(/^W\//, '')));
}
