import type { InputFault } from '../../../src/feed/refusal.ts';
import { isRecord, textOr } from '../../../src/feed/shape.ts';
import { plainWords } from './problem-words.ts';

/** A call that failed, in words an editor can act on. `extra` is the whole answer, for what a code brings along. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** The server's stable code, or `unreachable`, `unreadable` when it did not get to say one. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly faults: readonly InputFault[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail === '' ? title : detail);
  }
}

/** The problem in an answer's body (RFC 9457), or one made of its status when it brought none. */
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

/** A problem to show where it arose; none when the session is over, which the sign-in form says. */
export function problemToShow(thrown: unknown): Problem | null {
  const problem = problemOf(thrown);
  return problem.code === 'not_signed_in' ? null : problem;
}

/** What was wrong with a single value, found before anything was sent. */
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
