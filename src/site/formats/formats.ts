import { atom } from './atom.ts';
import type { Format } from './format.ts';
import { jsonFeed } from './json-feed.ts';
import { rss } from './rss.ts';

/** Every format by its name below `/feeds/{feed}/`: a file and a line each. Pages name them all as alternates. */
export const formats: Readonly<Record<string, Format>> = {
  'rss.xml': rss,
  'atom.xml': atom,
  'feed.json': jsonFeed,
};
