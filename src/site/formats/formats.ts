import type { Format } from './format.ts';
import { jsonFeed } from './json-feed.ts';

/** Every format by its name below `/feeds/{feed}/`: a file and a line each. Pages name them all as alternates. */
export const formats: Readonly<Record<string, Format>> = {
  'feed.json': jsonFeed,
};
