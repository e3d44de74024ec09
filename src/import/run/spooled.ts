import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../feed/refusal.ts';
import type { Source } from '../told/source.ts';

const maxMegabytes = 256;
const maxBytes = maxMegabytes * 1024 * 1024;

/**
 * Holds what is imported in a file of its own while `work` reads it, more than once: it is looked at whole before anything is
 * changed. The file is private, and gone afterwards.
 */
export async function spooled<T>(
  parts: AsyncIterable<Buffer>,
  known: Pick<Source, 'charset' | 'base'> & { readonly length?: number },
  work: (source: Source) => Promise<T>,
): Promise<T> {
  if ((known.length ?? 0) > maxBytes) throw tooLarge();
  const folder = await mkdtemp(join(tmpdir(), 'dateline-import-'));
  try {
    const path = join(folder, 'source');
    await pipeline(bounded(parts), createWriteStream(path, { mode: 0o600 }));
    const { size } = await stat(path);
    if (size === 0) {
      throw new Refusal(
        'malformed',
        'The body is empty: send a file, or name an address by "from".',
      );
    }
    return await work({ path, bytes: size, charset: known.charset, base: known.base });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* bounded(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > maxBytes) throw tooLarge();
    yield part;
  }
}

function tooLarge(): Refusal {
  const cure = 'Split it: an import may come in several parts, and nothing of it twice.';
  return new Refusal(
    'too_large',
    `Nothing was changed. A story may have ${maxMegabytes} MB. ${cure}`,
  );
}
