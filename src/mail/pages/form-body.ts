import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../feed/refusal.ts';

const maxBytes = 4_096;

/** The fields of a form that a page without JavaScript sends. Throws `unsupported_type` and `too_large`. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new Refusal('unsupported_type', 'Send "application/x-www-form-urlencoded".');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Refusal('too_large', 'A form may have 4 KB.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
