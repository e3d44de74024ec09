import { isWordingKind } from '../../feed/change-kinds.ts';
import type { Fields } from '../../feed/shape.ts';
import { textOf, type Source } from '../told/source.ts';
import type { Told, ToldWording } from '../told/told.ts';
import { unreadable } from '../told/unreadable.ts';
import type { Format } from './format.ts';
import { fieldsIn, listIn, parsedJson, textIn } from './json-fields.ts';

/** A line: a picture of 30 MB is 40 in base64. */
const maxLine = 44 * 1024 * 1024;

/**
 * What an export writes (PROTOCOL.md §4): a line of JSON each for the feed, the files, the entries, oldest first, and the pin.
 * Others may write it, too: it has everything that an import can take.
 */
export const ndjson: Format = {
  title: 'NDJSON of Dateline',
  fits: (beginning) => /^\s*\{"dateline":/.test(beginning),
  async *read(source) {
    let number = 0;
    for await (const line of linesOf(source)) {
      number += 1;
      if (line.trim() === '') continue;
      const told = toldBy(fieldsIn(parsedLine(line, number)));
      if (told !== undefined) yield told;
    }
  },
};

function parsedLine(line: string, number: number): unknown {
  try {
    return parsedJson(line);
  } catch {
    throw unreadable(`Line ${number} is no JSON: each line is one object.`);
  }
}

function toldBy(line: Fields): Told | undefined {
  if (line['dateline'] !== undefined) return { kind: 'loss', loss: 'feed information' };
  if (line['pin'] !== undefined) return { kind: 'pin', externalId: textIn(line['pin']) };
  if (line['media'] !== undefined) {
    const { url, name, data } = fieldsIn(line['media']);
    return {
      kind: 'media',
      url: textIn(url),
      name: textIn(name),
      bytes: Buffer.from(textIn(data), 'base64'),
    };
  }
  const { externalId, id, postedAt, placedAt, removedAt, wordings, ...unknown } = line;
  return {
    kind: 'entry',
    externalId,
    ...(id !== undefined && { id }),
    postedAt,
    ...(placedAt !== undefined && { placedAt }),
    ...(removedAt !== undefined && { removedAt }),
    wordings: listIn(wordings ?? []).map(wordingOf),
    faults: Object.keys(unknown).map(
      (name) => `/${name} is no field that is known here; leave it out`,
    ),
  };
}

function wordingOf(line: Fields): ToldWording {
  const { kind, at, note, ...fields } = line;
  const known = typeof kind === 'string' && isWordingKind(kind) ? kind : 'post';
  return { kind: known, at, ...(note !== undefined && { note }), fields };
}

async function* linesOf(source: Source): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  for await (const part of textOf(source)) {
    const [first = '', ...others] = part.split('\n');
    for (const next of [first, ...others].keys()) {
      if (next > 0) {
        yield pieces.join('');
        pieces = [];
        length = 0;
      }
      const piece = next === 0 ? first : (others[next - 1] ?? '');
      length += piece.length;
      if (length > maxLine)
        throw unreadable('A line has more than 44 MB: each line is one entry or file.');
      pieces.push(piece);
    }
  }
  yield pieces.join('');
}
