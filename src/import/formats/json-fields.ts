import { isRecord, textOr, type Fields } from '../../feed/shape.ts';
import { wholeTextOf, type Source } from '../told/source.ts';
import { unreadable } from '../told/unreadable.ts';

/** A document of JSON, whole. Throws where it is none. */
export async function jsonOf(source: Source): Promise<unknown> {
  return parsedJson(await wholeTextOf(source));
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(
      `It is no JSON (${(error as Error).message}): send it as its server gives it.`,
    );
  }
}

export function fieldsIn(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** The objects of a list; of one object alone, that. */
export function listIn(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

export function textIn(value: unknown): string {
  return textOr(value, '').trim();
}

/** A number of pixels, or of anything that is counted from 1. */
export function countIn(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number <= 20_000 ? number : undefined;
}
