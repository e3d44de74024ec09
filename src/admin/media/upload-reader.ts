import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';

const maxMegabytes = 30;
const maxBytes = maxMegabytes * 1024 * 1024;
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
    try {
      if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
      if (this.#reading >= maxReading) throw tooManyRequests('Too many files come in here.', 2_000);
      this.#reading += 1;
      try {
        const bytes = await bodyOf(request);
        return await fileIn(bytes, request.headers['content-type'] ?? '', name);
      } finally {
        this.#reading -= 1;
      }
    } catch (error) {
      // What is still being sent is not waited for.
      if (!request.complete) response.setHeader('Connection', 'close');
      throw error;
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
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
  const detail = `A picture may have ${maxMegabytes} MB. Save it smaller, and send that.`;
  return new Refusal('too_large', detail);
}
