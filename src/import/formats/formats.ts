import { Refusal } from '../../feed/refusal.ts';
import { beginningOf, type Source } from '../told/source.ts';
import { unreadable } from '../told/unreadable.ts';
import { atom } from './atom.ts';
import type { Format } from './format.ts';
import { guardian } from './guardian.ts';
import { jsonFeed } from './json-feed.ts';
import { jsonLd } from './json-ld.ts';
import { ndjson } from './ndjson.ts';
import { rss } from './rss.ts';
import { superdesk } from './superdesk.ts';
import { wordpress } from './wordpress.ts';

/** Every form in which stories come, by its name in calls. The first that fits is taken. */
export const formats: Readonly<Record<string, Format>> = {
  ndjson,
  'json-feed': jsonFeed,
  superdesk,
  wordpress,
  guardian,
  rss,
  atom,
  'json-ld': jsonLd,
};

/** The form of a source, by its name or by how it begins. Throws for an unknown name, and for what is of no known form. */
export async function formatOf(source: Source, name: string | undefined): Promise<Format> {
  const names = Object.keys(formats).join(', ');
  if (name !== undefined) {
    const named = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (named !== undefined) return named;
    throw new Refusal('invalid_input', 'Nothing was changed. At fault: /format.', [
      { pointer: '/format', detail: `must be one of ${names}, or left out` },
    ]);
  }
  const beginning = await beginningOf(source);
  const found = Object.values(formats).find((format) => format.fits(beginning));
  if (found !== undefined) return found;
  throw unreadable(`Nobody knows by its beginning what it is: say so by "format" (${names}).`);
}
