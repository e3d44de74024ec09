import { Refusal } from '../../feed/refusal.ts';
import type { Format } from '../formats/format.ts';
import type { Source } from '../told/source.ts';
import type { Fetcher } from './fetched.ts';
import { spooled } from './spooled.ts';

const maxPages = 100;
/** Of what is joined: it is read as one document. */
const maxBytes = 16 * 1024 * 1024;

/**
 * Fetches the pages behind the first of a story that comes in several, and joins them to one document; undefined where the first is
 * all. Throws the refusal of a page that cannot be had: a part of a story is no story.
 */
export async function allPages(
  first: Source,
  { pages }: Format,
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  if (pages === undefined || first.base === undefined) return undefined;
  const { next: second, entries, joined } = await pages(first, first.base);
  if (second === undefined) return undefined;
  const all = [...(await entries())];
  const seen = new Set([first.base]);
  let bytes = first.bytes;
  for (let next: string | undefined = second; next !== undefined;) {
    if (seen.has(next)) throw refused(next, 'is told to be behind itself');
    if (seen.size === maxPages)
      throw refused(next, `is page ${maxPages + 1}, of at most ${maxPages}`);
    if (!/^https?:/.test(next)) throw refused(next, 'is no address of a page');
    seen.add(next);
    const fetched = await fetcher.fetch(next, signal);
    if (typeof fetched === 'string') throw refused(next, fetched);
    if (fetched.bytes.length === 0) throw refused(next, 'is empty');
    bytes += fetched.bytes.length;
    if (bytes > maxBytes) throw refused(next, 'makes more than 16 MB of it');
    next = await spooled(inOne(fetched.bytes), { charset: fetched.charset }, async (source) => {
      const page = await pages(source, fetched.url);
      all.push(...(await page.entries()));
      return page.next;
    });
  }
  return Buffer.from(joined(all));
}

async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function refused(url: string, reason: string): Refusal {
  const cure = 'Import the pages one by one, as files.';
  const detail = `Nothing was changed. It comes in several pages, and ${url} ${reason}. ${cure}`;
  return new Refusal('invalid_input', detail, [{ pointer: '/from', detail: reason }]);
}
