import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../feed/refusal.ts';

/** The fields of a form (application/x-www-form-urlencoded), of so many KB at most. Throws `unsupported_type` and `too_large`. */
export async function readForm(request: IncomingMessage, maxKb = 4): Promise<URLSearchParams> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new Refusal('unsupported_type', 'Send "application/x-www-form-urlencoded".');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxKb * 1_024) throw new Refusal('too_large', `A form may have ${maxKb} KB.`);
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
