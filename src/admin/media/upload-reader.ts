import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';

const maxMegabytes = 30;
const maxBytes = maxMegabytes * 1024 * 1024;
/** A file up to this size is read to its end, though it is not kept. */
const maxSent = 4 * maxBytes;
/** Uploads that are read at the same time, all of them in memory. */
const maxReading = 4;

/** A file as it was sent, and the name it was sent with. */
export interface SentFile {
  readonly bytes: Buffer;
  readonly name: string;
}

/** Reads files out of requests: the body itself, or the field `file` of a form. */
export class UploadReader {
  #reading = 0;

  /** `name`: of a body that has none. Throws `too_large`, `malformed`, `unsupported_type` or `too_many_requests`. */
  async read(request: IncomingMessage, response: ServerResponse, name: string): Promise<SentFile> {
    if (this.#reading >= maxReading) {
      await readThrough(request, response, () => undefined);
      throw tooManyRequests('Too many files come in here.', 2_000);
    }
    this.#reading += 1;
    try {
      const bytes = await bodyOf(request, response);
      return await fileIn(bytes, request.headers['content-type'] ?? '', name);
    } finally {
      this.#reading -= 1;
    }
  }
}

async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  let parts: Buffer[] = [];
  const length = await readThrough(request, response, (part, until) => {
    if (until <= maxBytes) parts.push(part);
    else parts = [];
  });
  if (length > maxBytes) throw tooLarge();
  return Buffer.concat(parts);
}

/**
 * Reads a body to its end, also one that is not wanted: a browser looks at the answer only when it has sent everything, and
 * shows no words where the connection breaks before. One that is far too large is cut off. Returns its length.
 */
async function readThrough(
  request: IncomingMessage,
  response: ServerResponse,
  take: (part: Buffer, until: number) => void,
): Promise<number> {
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > maxSent) {
    response.setHeader('Connection', 'close');
    return said;
  }
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxSent) break;
    take(part, length);
  }
  return length;
}

async function fileIn(bytes: Buffer, type: string, name: string): Promise<SentFile> {
  if (/^application\/json\b/i.test(type)) {
    throw new Refusal('unsupported_type', 'Send the file itself, or a form with the field "file".');
  }
  if (!/^multipart\/form-data\b/i.test(type)) return { bytes, name };
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type },
  })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (!(file instanceof File)) {
    throw new Refusal('malformed', 'The form has no file in its field "file".');
  }
  return { bytes: Buffer.from(await file.arrayBuffer()), name: file.name };
}

function tooLarge(): Refusal {
  const detail = `A picture or a sound may have ${maxMegabytes} MB. Save it smaller, and send that.`;
  return new Refusal('too_large', detail);
}
