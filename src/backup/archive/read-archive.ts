import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import type { z } from 'zod';
import { BackupProblem, inWords } from '../problem.ts';
import { ByteReader } from './byte-reader.ts';
import {
  databaseNames,
  factsName,
  factsShape,
  form,
  isPartName,
  maxListBytes,
  sumsName,
  sumsShape,
  type Facts,
  type Part,
} from './facts.ts';
import { blockSize, padding, readTarHeader } from './tar.ts';

/** A part as it is read: its bytes are there until the next part is asked for. */
interface Read {
  readonly name: string;
  readonly bytes: number;
  readonly body: AsyncIterable<Buffer>;
}

/** A backup that was read from its beginning to its end: each part is what was written. */
export interface Whole {
  readonly facts: Facts;
  readonly parts: readonly Part[];
}

/**
 * Reads a backup to its end. Throws a BackupProblem where it is none, was cut off, has another byte than was written, or is
 * of a form that this release does not know. The sums tell damage; they are no signature.
 */
export async function readWhole(path: string): Promise<Whole> {
  const seen: Part[] = [];
  let facts: Facts | undefined;
  let sums: readonly Part[] | undefined;
  for await (const { name, bytes, body } of partsOf(path)) {
    if (sums !== undefined || seen.some((part) => part.name === name)) throw foreign(path);
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    const isList = name === factsName || name === sumsName;
    if (isList && bytes > maxListBytes) throw foreign(path);
    for await (const chunk of body) {
      hash.update(chunk);
      if (isList) kept.push(chunk);
    }
    const text = Buffer.concat(kept).toString();
    if (facts === undefined) {
      if (name !== factsName) throw foreign(path);
      facts = readFacts(path, text);
    }
    if (name === sumsName) sums = parsed(path, sumsShape, text);
    else seen.push({ name, bytes, sha256: hash.digest('hex') });
  }
  if (facts === undefined || sums === undefined) throw cutOff(path);
  for (const [index, part] of sums.entries()) {
    const { name, bytes, sha256 } = seen[index] ?? {};
    if (name !== part.name || bytes !== part.bytes || sha256 !== part.sha256) {
      throw damaged(path, `${part.name} is not what was written`);
    }
  }
  const database = databaseNames[facts.kind];
  if (sums.length !== seen.length || !seen.some(({ name }) => name === database)) {
    throw damaged(path, 'its parts are not those that were written');
  }
  return { facts, parts: seen };
}

/** The parts of a backup, in their order. Names that no backup has, and what is no archive, are a BackupProblem. */
export async function* partsOf(path: string): AsyncGenerator<Read> {
  const reader = new ByteReader(await bytesOf(path));
  let isFirst = true;
  const told = (error: unknown) => toldOf(error, path, isFirst);
  try {
    for (;;) {
      const block = await reader.take(blockSize);
      if (block === undefined) throw isFirst ? foreign(path) : cutOff(path);
      const header = readTarHeader(block);
      if (header === 'end' && !isFirst) return;
      if (header === undefined || header === 'end' || !isPartName(header.name)) {
        throw isFirst ? foreign(path) : damaged(path, 'what follows a part is none');
      }
      isFirst = false;
      yield { ...header, body: telling(reader.run(header.bytes), told) };
      await reader.skipRun();
      await reader.skip(padding(header.bytes));
    }
  } catch (error) {
    throw told(error);
  } finally {
    await reader.close();
  }
}

/** The same bytes; what they fail by is told in words, wherever they are read. */
async function* telling(
  bytes: AsyncIterable<Buffer>,
  told: (error: unknown) => unknown,
): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw told(error);
  }
}

function toldOf(error: unknown, path: string, isFirst: boolean): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const endsEarly = error instanceof RangeError || code === 'Z_BUF_ERROR';
  if (endsEarly) return isFirst ? foreign(path) : cutOff(path);
  if (code?.startsWith('Z_') === true) return damaged(path, 'it cannot be unpacked');
  return inWords(error, path);
}

/** Whether a backup is packed (gzip, RFC 1952), whatever its name. */
export async function isPacked(path: string): Promise<boolean> {
  const first = Buffer.alloc(2);
  try {
    const file = await open(path, 'r');
    try {
      await file.read(first, 0, 2, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw inWords(error, path);
  }
  return first.readUInt16BE() === 0x1f8b;
}

async function bytesOf(path: string): Promise<AsyncIterable<Buffer>> {
  const isGzip = await isPacked(path);
  const stream = createReadStream(path);
  if (!isGzip) return stream as AsyncIterable<Buffer>;
  // Who reads is told of a failure; nobody waits for the end here.
  return pipeline(stream, createGunzip(), () => undefined) as AsyncIterable<Buffer>;
}

function readFacts(path: string, text: string): Facts {
  const { form: found, release } = parsed(
    path,
    factsShape.pick({ form: true, release: true }),
    text,
  );
  if (found > form) {
    throw new BackupProblem(`${path} was made by a later release (${release}).`, [
      'use the command of that release, or of a later one',
    ]);
  }
  return parsed(path, factsShape, text);
}

function parsed<T>(path: string, shape: z.ZodType<T>, text: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw foreign(path);
  }
}

function foreign(path: string): BackupProblem {
  return new BackupProblem(`${path} is no backup of Dateline.`, [
    'give a file that "dateline backup" has made',
  ]);
}

function cutOff(path: string): BackupProblem {
  return new BackupProblem(`${path} ends too early: it was cut off.`, ['take another copy of it']);
}

function damaged(path: string, how: string): BackupProblem {
  return new BackupProblem(`${path} is damaged: ${how}.`, ['take another copy of it']);
}
