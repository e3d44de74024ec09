import type { InputFault } from '../../../src/feed/refusal.ts';
import { isRecord, textOr } from '../../../src/feed/shape.ts';
import { plainWords } from './problem-words.ts';

/**
 * A failed call, with a text that tells an editor what to do. `extra` is the whole answer: some codes bring more data.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** The server's stable code; `unreachable` without an answer, `unreadable` for an answer without a code. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly faults: readonly InputFault[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail === '' ? title : detail);
  }
}

/** The problem in the body of an answer (RFC 9457), or one that is made from its status. */
export function parseProblem(status: number, body: unknown): Problem {
  const answer = isRecord(body) ? body : {};
  const code = textOr(answer['code'], status >= 500 ? 'unexpected' : 'unreadable');
  const words = plainWords(code);
  return new Problem(
    code,
    words?.title ?? textOr(answer['title'], `The server answered ${status}`),
    words?.detail ?? textOr(answer['detail'], ''),
    parseFaults(answer['errors']),
    answer,
  );
}

/** Anything thrown, as a problem. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return new Problem('unreadable', 'Something went wrong on this page', words);
}

/** The problem to show beside the control; null when the session has ended, because the sign-in form says that. */
export function problemToShow(thrown: unknown): Problem | null {
  const problem = problemOf(thrown);
  return problem.code === 'not_signed_in' ? null : problem;
}

/** A problem with one value, found on this page before anything was sent. */
export function faultyInput(pointer: string, detail: string): Problem {
  return new Problem('invalid_input', 'Some of the input cannot be used', '', [
    { pointer, detail },
  ]);
}

function parseFaults(value: unknown): readonly InputFault[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((fault) => ({
    pointer: textOr(fault['pointer'], '').replace(/^#/, ''),
    detail: textOr(fault['detail'], 'This value cannot be used.'),
  }));
}
