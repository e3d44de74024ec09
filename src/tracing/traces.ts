import { Refusal } from '../feed/refusal.ts';

/** What a span says: names, numbers and kinds. Never a text of an editor, a secret, or anything of a reader. */
export type Facts = Readonly<Record<string, string | number>>;

/** As OpenTelemetry has them. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** A piece of work that is measured. */
export interface Span {
  /** Its name for others, and that of its trace (W3C Trace Context). */
  readonly traceparent: string;
  readonly rename: (name: string) => void;
  readonly tell: (facts: Facts) => void;
  /** Something went wrong that is nobody's input. */
  readonly fail: () => void;
  readonly end: () => void;
}

export interface Begun {
  readonly name: string;
  readonly kind: SpanKind;
  /** The `traceparent` of what it is a part of; undefined: it begins a trace. */
  readonly under: string | undefined;
  readonly facts?: Facts;
}

/** Measures work for the operator, and hands it to a collector. A port. */
export abstract class Traces {
  abstract begin(asked: Begun): Span;

  /** Runs work in which the span is the current one, also behind `await`. */
  abstract within<T>(span: Span, work: () => T): T;

  /**
   * The span around this work, if any is. A span that ended more than a second ago is none: timers and loops that a request
   * has begun are no part of it.
   */
  abstract get current(): Span | undefined;

  /** Hands over what is measured. Never rejects. */
  abstract close(): Promise<void>;
}

/** Does work as a span. A refusal is an outcome of the work, every other error a failure. */
export async function measured<T>(
  traces: Traces,
  asked: Begun,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = traces.begin(asked);
  try {
    return await traces.within(span, () => work(span));
  } catch (error) {
    if (error instanceof Refusal) span.tell({ 'dateline.refusal': error.code });
    else span.fail();
    throw error;
  } finally {
    span.end();
  }
}
