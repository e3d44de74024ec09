import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { unreadable } from './unreadable.ts';

/** A document that is read as one: JSON, or a page. */
const maxDocumentBytes = 16 * 1024 * 1024;

/** What is imported: a file, and what is known of it. */
export interface Source {
  readonly path: string;
  readonly bytes: number;
  /** What its server says it is written in. */
  readonly charset?: string | undefined;
  /** Where it came from: the base of its relative addresses. */
  readonly base?: string | undefined;
}

/** The beginning of a source, by which its format is known. */
export async function beginningOf(source: Source): Promise<string> {
  const file = await open(source.path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const label = encodingOf(buffer.subarray(0, bytesRead), source.charset);
    decoderOf(label);
    // Its last character may be cut, and what is not in its encoding is said when it is read.
    return new TextDecoder(label).decode(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The text of a source, piece by piece. Throws where it is not in the encoding that it says. */
export async function* textOf(source: Source): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let label = '';
  let read = 0;
  try {
    for await (const part of createReadStream(source.path) as AsyncIterable<Buffer>) {
      label ||= encodingOf(part, source.charset);
      decoder ??= decoderOf(label);
      read += part.length;
      yield decoder.decode(part, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw unreadable(
      `It says that it is written in ${label}, and is not, somewhere before byte ${read}: save it as UTF-8.`,
    );
  }
}

/** The whole text, where it is small enough to be read at once. */
export async function wholeTextOf(source: Source): Promise<string> {
  if (source.bytes > maxDocumentBytes) {
    const detail = `One document may have ${maxDocumentBytes / 1024 / 1024} MB, and this has ${Math.ceil(source.bytes / 1024 / 1024)}`;
    throw unreadable(`${detail}: split it, or send it as NDJSON, a line an entry.`);
  }
  let text = '';
  for await (const part of textOf(source)) text += part;
  return text;
}

/** By the mark at its beginning (BOM), what it says itself (XML), what its server says, or else UTF-8. */
function encodingOf(head: Buffer, charset: string | undefined): string {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    head.subarray(0, 200).toString('latin1'),
  );
  return declared?.[1] ?? charset ?? 'utf-8';
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw unreadable(`Nobody knows the encoding "${label}" that it says: save it as UTF-8.`);
  }
}
