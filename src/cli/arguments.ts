import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/** The longest `--wait`. */
export const maxWaitSeconds = 3_600;

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly help: string;
}

/** What a command takes. `words`: its arguments; one that may be left out ends with "?". */
export interface Usage {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
}

/** What a command was given. */
export class Given {
  constructor(
    private readonly words: ReadonlyMap<string, string>,
    private readonly options: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** A word that must be there. */
  word(name: string): string {
    return this.words.get(name) ?? '';
  }

  optionalWord(name: string): string | undefined {
    return this.words.get(name);
  }

  has(option: string): boolean {
    return this.options.has(option);
  }

  one(option: string): string | undefined {
    return this.options.get(option)?.at(-1);
  }

  all(option: string): readonly string[] | undefined {
    return this.options.get(option);
  }
}

/** Reads a command's arguments. Throws a Failure that names every problem at once. */
export function readArguments(command: string, usage: Usage, args: readonly string[]): Given {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(usage.options).map(([name, { type }]) => [name, { type }]),
    ),
    // `strict` stops at the first problem.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems: string[] = [];
  const options = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(usage.options, token.name) ? usage.options[token.name] : undefined;
    const { rawName: name, value, inlineValue } = token;
    if (option === undefined) problems.push(`${name}: there is no such option`);
    else if (option.type === 'boolean' && value !== undefined)
      problems.push(`${name}: takes no value`);
    else if (
      option.type === 'string' &&
      (value === undefined || (!inlineValue && value.startsWith('--')))
    )
      problems.push(`${name}: needs a value (${name}=… where it begins with dashes)`);
    else if (option.multiple !== true && options.has(token.name))
      problems.push(`${name}: give it once`);
    else options.set(token.name, [...(options.get(token.name) ?? []), value ?? '']);
  }
  const names = usage.words.map((word) => word.replace('?', ''));
  for (const word of usage.words.slice(positionals.length)) {
    if (!word.endsWith('?')) problems.push(`<${word}>: is missing`);
  }
  for (const extra of positionals.slice(names.length)) {
    problems.push(`"${extra}": is one word too many; put a text in quotes`);
  }
  if (problems.length > 0) {
    const cure = `"dateline help ${command}" tells what it takes.`;
    throw new Failure('wrong use', `dateline ${command} was called wrongly. ${cure}`, problems);
  }
  const words = positionals.map((value, index) => [names[index] ?? '', value] as const);
  return new Given(new Map(words), options);
}

/** A whole number of an option. */
export function numberOf(
  given: Given,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = given.one(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Failure('wrong use', 'An option cannot be used:', [
    `--${name}: give a number from ${least} to ${most}`,
  ]);
}
