import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** The parts whose code is broken: what decides, and what all readers and followers hang on. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  feed: sources('src/feed'),
  hub: sources('src/hub'),
  'log/decide': [
    'campaign/campaign-count',
    'cleared',
    'decide',
    'draft-steps',
    'patched',
    'tail',
    'without-nulls',
    'worded-anew',
  ].map((name) => `src/log/${name}.ts`),
  followers: sources('src/followers'),
};

/** Each part has to have at least this share of its mutants killed. */
export const wantedShare = 0.85;

/** The part of a file. */
export function partOf(file: string): string {
  const [name = file] = Object.entries(parts).find(([, files]) => files.includes(file)) ?? [];
  return name;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .sort();
}
