import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { root } from './parts.ts';

/**
 * What is not broken. Strings: a literal of a union is refused by the compiler, and what is left are words for people
 * and class names, which the tests of languages and browsers look at.
 */
const excludedMutations = ['StringLiteral'];

/** One way to break a file. */
export interface Mutant {
  /** Of this run alone. */
  readonly id: string;
  /** Of every run, as long as the broken code and what is before it stay the same. */
  readonly key: string;
  /** The same, in few letters. */
  readonly short: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Offsets into the file's text. */
  readonly start: number;
  readonly end: number;
  readonly original: string;
  /** The line on which the broken code begins. */
  readonly around: string;
  readonly replacement: string;
}

export interface Broken {
  /** In it, `files.json` says where the broken form of each file is. */
  readonly folder: string;
  readonly mutants: readonly Mutant[];
}

/** Writes each file into a folder, with all its mutants in it, each behind a switch. */
export async function instrument(files: readonly string[], folder: string): Promise<Broken> {
  const texts = files.map((name) => readFileSync(join(root, name), 'utf8'));
  const result = await new Instrumenter(silent).instrument(
    files.map((name, n) => ({ name, content: texts[n] ?? '', mutate: true })),
    { plugins: null, ignorers: [], excludedMutations },
  );
  const places: Record<string, string> = {};
  for (const [n, { name, content }] of result.files.entries()) {
    places[name] = join(folder, `${n}.ts`);
    writeFileSync(join(folder, `${n}.ts`), content);
  }
  writeFileSync(join(folder, 'files.json'), JSON.stringify(places));
  const seen = new Map<string, number>();
  const mutants = result.mutants.flatMap(({ id, fileName, location, replacement, status }) => {
    if (status === 'Ignored') return [];
    const text = texts[files.indexOf(fileName)] ?? '';
    const [start, end] = [offsetOf(text, location.start), offsetOf(text, location.end)];
    const original = text.slice(start, end);
    const name = JSON.stringify([fileName, original, replacement]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const { line } = location.start;
    const key = `${name} ${count}`;
    return [
      {
        id,
        key,
        short: createHash('sha1').update(key).digest('base64url').slice(0, 8),
        file: fileName,
        line: line + 1,
        start,
        end,
        original,
        around: text.split('\n')[line] ?? '',
        replacement,
      },
    ];
  });
  return { folder, mutants };
}

/** `line` and `column` from 0. */
function offsetOf(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
) {
  let at = 0;
  for (let n = 0; n < line; n += 1) at = text.indexOf('\n', at) + 1;
  return at + column;
}

const nothing = () => undefined;
const no = () => false;
const silent = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
