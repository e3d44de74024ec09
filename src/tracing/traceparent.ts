/** The name of a span and of its trace as it travels (W3C Trace Context). */
export interface SpanName {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether whoever began the trace wants it measured. */
  readonly isSampled: boolean;
}

/** Version, trace, span, flags; versions after 00 may have more behind. */
const form =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Undefined for what is no `traceparent`: the trace begins anew then, as the standard asks. */
export function parseTraceparent(text: unknown): SpanName | undefined {
  if (typeof text !== 'string' || text.length > 500) return undefined;
  const [, version, traceId, spanId, flags = '', more] = form.exec(text) ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function writeTraceparent({ traceId, spanId, isSampled }: SpanName): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}
