import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** In the order we like them where a reader likes them all the same. */
const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

/** Below this the headers are the larger part, and an encoding gains nothing. */
const leastBytes = 1_024;

/** A window of 256 KB: the usual one of 4 MB costs as much memory for each answer under way, and gains 1 %. */
const windowBits = 18;

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** Bytes to be sent often: compressed once for each encoding, off the loop, when first asked for. */
export class Encoded {
  /** Names the bytes; the same for every encoding (see `etagOf`). */
  readonly digest: string;
  private readonly made = new Map<Encoding, Promise<Buffer>>();

  /** `quality`: brotli's 0 to 11; 5 for what changes, 11 for what stays. */
  constructor(
    readonly bytes: Buffer,
    private readonly quality = 5,
  ) {
    this.digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  }

  static text(text: string): Encoded {
    return new Encoded(Buffer.from(text));
  }

  /** JSON of a value that never changes: written once, however many ask, and forgotten with the value. */
  static json(value: object): Encoded {
    const known = jsons.get(value) ?? Encoded.text(JSON.stringify(value));
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
        return inGzip(this.bytes);
      case 'br':
        return inBrotli(this.bytes, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: this.quality,
            [constants.BROTLI_PARAM_LGWIN]: windowBits,
            [constants.BROTLI_PARAM_SIZE_HINT]: this.bytes.length,
          },
        });
    }
  }
}

const jsons = new WeakMap<object, Encoded>();

/**
 * Sends it as the reader likes it best, or 304 to who has it in any encoding (RFC 9110 §8.8.3.3: each encoding has an
 * ETag of its own). `etag` is the state's name without quotes; without one the bytes name themselves.
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

function encodingFor(request: Request, { bytes }: Encoded): Encoding {
  if (bytes.length < leastBytes) return 'identity';
  const best = request.acceptsEncodings([...encodings]);
  return encodings.find((name) => name === best) ?? 'identity';
}

function etagOf(name: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${name}"` : `"${name}-${encoding}"`;
}

/**
 * The framework's own check says no whenever a browser's fetch adds `Cache-Control: no-cache`, which asks to be sure,
 * not to be sent it all again.
 */
function hasAlready(request: Request, name: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const own = new Set(['*', ...encodings.map((encoding) => etagOf(name, encoding))]);
  return known.split(',').some((tag) => own.has(tag.trim().replace(/^W\//, '')));
}
