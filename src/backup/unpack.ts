import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { partsOf } from './archive/read-archive.ts';
import { databaseNames, mediaKeyOf, type Facts } from './archive/facts.ts';

/** Writes the database's part of a backup into a folder; its path. */
export async function unpackDatabase(
  path: string,
  { kind }: Pick<Facts, 'kind'>,
  folder: string,
): Promise<string> {
  const name = databaseNames[kind];
  const file = join(folder, name);
  for await (const part of partsOf(path)) {
    if (part.name !== name) continue;
    await pipeline(part.body, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
    break;
  }
  return file;
}

/** The files of the library in a backup, one at a time. */
export async function* mediaIn(
  path: string,
): AsyncGenerator<{ readonly key: string; readonly bytes: Buffer }> {
  for await (const { name, body } of partsOf(path)) {
    const key = mediaKeyOf(name);
    if (key === undefined) continue;
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(piece);
    yield { key, bytes: Buffer.concat(pieces) };
  }
}

/** The lines of a file of rows. Their texts may have line breaks of other kinds than \n in them. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const text of createReadStream(file, { encoding: 'utf8' })) {
    const [first = '', ...others] = String(text).split('\n');
    pieces.push(first);
    for (const next of others) {
      yield pieces.join('');
      pieces = [next];
    }
  }
}
