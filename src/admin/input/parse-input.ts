import type { core, z } from 'zod';
import { Refusal, type InputFault } from '../../feed/refusal.ts';

/** Parses an input by its schema. Throws `invalid_input` with every fault at once. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap(faultsOf);
  const names = faults.map(({ pointer }) => pointer || 'the whole').join(', ');
  throw new Refusal('invalid_input', `Nothing was changed. At fault: ${names}.`, faults);
}

function faultsOf(issue: core.$ZodIssue): readonly InputFault[] {
  const pointer = pointerTo(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: pointer + pointerTo([key]),
    detail: 'is no field that is known here; leave it out',
  }));
}

/** A JSON pointer (RFC 6901). */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
