import { Refusal } from '../../feed/refusal.ts';
import type { Format } from '../formats/format.ts';
import { fieldsIn, jsonOf, listIn, parsedJson } from '../formats/json-fields.ts';
import type { Source } from '../told/source.ts';
import type { Fetcher } from './fetched.ts';

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
  const document = fieldsIn(await jsonOf(first));
  let [last, url, bytes] = [document, first.base, first.bytes];
  const seen = new Set([url]);
  const entries = [...listIn(document[pages.list])];
  for (let next = pages.next(last, url); next !== undefined; next = pages.next(last, url)) {
    if (seen.has(next)) throw refused(next, 'is told to be behind itself');
    if (seen.size === maxPages)
      throw refused(next, `is page ${maxPages + 1}, of at most ${maxPages}`);
    seen.add(next);
    const fetched = await fetcher.fetch(next, signal);
    if (typeof fetched === 'string') throw refused(next, fetched);
    bytes += fetched.bytes.length;
    if (bytes > maxBytes) throw refused(next, 'makes more than 16 MB of it');
    last = fieldsIn(parsedJson(fetched.bytes.toString('utf8')));
    url = next;
    entries.push(...listIn(last[pages.list]));
  }
  if (seen.size === 1) return undefined;
  return Buffer.from(JSON.stringify({ ...document, [pages.list]: entries }));
}

function refused(url: string, reason: string): Refusal {
  const cure = 'Import the pages one by one, as files.';
  const detail = `Nothing was changed. It comes in several pages, and ${url} ${reason}. ${cure}`;
  return new Refusal('invalid_input', detail, [{ pointer: '/from', detail: reason }]);
}
