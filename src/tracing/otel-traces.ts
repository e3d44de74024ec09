import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { parseTraceparent, writeTraceparent } from './traceparent.ts';
import { Traces, type Begun, type Facts, type Span } from './traces.ts';
import type { TracingSettings } from './tracing-settings.ts';

/** What a request has begun and left running is no part of the request for longer. */
const afterwardsMs = 1_000;
/** Spans that wait for the collector: some 2 KB each. Those above are dropped. */
const maxQueueSize = 2_048;
/** How long the collector may take for one batch, and so how long it holds up the end of the server. */
const answerMs = 3_000;

class OtelSpan implements Span {
  private endedMs = Infinity;

  constructor(
    private readonly span: import('@opentelemetry/api').Span,
    private readonly errorCode: number,
  ) {}

  get traceparent(): string {
    const { traceId, spanId } = this.span.spanContext();
    return writeTraceparent({ traceId, spanId, isSampled: true });
  }

  get isOver(): boolean {
    return performance.now() - this.endedMs > afterwardsMs;
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  tell(facts: Facts): void {
    this.span.setAttributes(facts);
  }

  fail(): void {
    this.span.setStatus({ code: this.errorCode });
  }

  end(): void {
    this.endedMs = performance.now();
    this.span.end();
  }
}

/** Loads OpenTelemetry, which nobody else does. `onError` is told when the collector took nothing. */
export async function openTraces(
  { url, headers, service }: TracingSettings,
  onError: (error: Error) => void,
): Promise<Traces> {
  const [api, core, sdk, resources, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } = api;
  const kinds = {
    internal: SpanKind.INTERNAL,
    server: SpanKind.SERVER,
    client: SpanKind.CLIENT,
    producer: SpanKind.PRODUCER,
    consumer: SpanKind.CONSUMER,
  };
  const otlp = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: answerMs });
  const exporter: import('@opentelemetry/sdk-trace').SpanExporter = {
    export: (spans, done) =>
      otlp.export(spans, (result) => {
        if (result.code !== core.ExportResultCode.SUCCESS)
          onError(result.error ?? new Error('The collector took nothing.'));
        done(result);
      }),
    forceFlush: () => otlp.forceFlush(),
    shutdown: () => otlp.shutdown(),
  };
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': service,
      'service.instance.id': randomUUID(),
    }),
    sampler: new sdk.AlwaysOnSampler(),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter, maxQueueSize, exportTimeoutMillis: answerMs }),
    ],
  });
  const tracer = provider.getTracer('dateline');
  const around = new AsyncLocalStorage<OtelSpan>();

  class OtelTraces extends Traces {
    begin({ name, kind, under, facts = {} }: Begun): Span {
      const parent = parseTraceparent(under);
      const context =
        parent === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              traceId: parent.traceId,
              spanId: parent.spanId,
              traceFlags: TraceFlags.SAMPLED,
              isRemote: true,
            });
      const options = { kind: kinds[kind], attributes: facts };
      return new OtelSpan(tracer.startSpan(name, options, context), SpanStatusCode.ERROR);
    }

    within<T>(span: Span, work: () => T): T {
      return span instanceof OtelSpan ? around.run(span, work) : work();
    }

    get current(): Span | undefined {
      const span = around.getStore();
      return span?.isOver === false ? span : undefined;
    }

    async close(): Promise<void> {
      // It rejects where there is no collector, which was told.
      await provider.shutdown().catch(() => undefined);
    }
  }
  return new OtelTraces();
}
