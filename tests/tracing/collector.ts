import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const nanoseconds = z.string().regex(/^\d{19}$/);
const attributes = z.array(
  z.strictObject({
    key: z.string().min(1),
    value: z.union([
      z.strictObject({ stringValue: z.string() }),
      z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
    ]),
  }),
);
const counts = {
  droppedAttributesCount: z.literal(0).optional(),
  droppedEventsCount: z.literal(0).optional(),
  droppedLinksCount: z.literal(0).optional(),
};

/** ExportTraceServiceRequest of opentelemetry-proto 1.x as OTLP has it in JSON: ids in hex, enums as numbers, 64 bits as text. */
const exported = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes, droppedAttributesCount: z.literal(0).optional() }),
      schemaUrl: z.string().optional(),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.looseObject({ name: z.literal('dateline') }),
          schemaUrl: z.string().optional(),
          spans: z.array(
            z.strictObject({
              ...counts,
              traceId: hex(32),
              spanId: hex(16),
              parentSpanId: hex(16).optional(),
              traceState: z.string().optional(),
              flags: z.int().optional(),
              name: z.string().min(1),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: nanoseconds,
              endTimeUnixNano: nanoseconds,
              attributes,
              events: z.array(z.never()),
              links: z.array(z.never()),
              status: z.strictObject({
                code: z.int().min(0).max(2),
                message: z.never().optional(),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type Taken = z.infer<typeof exported>['resourceSpans'][0]['scopeSpans'][0]['spans'][0] & {
  readonly service: string;
  readonly instance: string;
  /** The attributes, as an object. */
  readonly facts: Readonly<Record<string, string | number>>;
};

/** A collector of OpenTelemetry: takes traces over OTLP/HTTP, and nothing that has another shape than OTLP's. */
export class Collector implements AsyncDisposable {
  readonly spans: Taken[] = [];
  /** What was not OTLP. */
  readonly wrong: string[] = [];
  /** All that came, as it came. */
  text = '';
  readonly headers: string[] = [];
  private readonly server = createServer((request, response) => {
    this.hear(request, response).catch((error) => this.wrong.push(String(error)));
  });

  static async open(): Promise<Collector> {
    const collector = new Collector();
    await new Promise<void>((done) => collector.server.listen(0, '127.0.0.1', done));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  named(name: string): readonly Taken[] {
    return this.spans.filter((span) => span.name === name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((closed) => {
      this.server.close(() => closed());
    });
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const body = await text(request);
    this.text += body;
    this.headers.push(String(headers['x-key']));
    const isRight = method === 'POST' && url === '/v1/traces';
    if (!isRight || headers['content-type'] !== 'application/json') {
      this.wrong.push(`${method} ${url} ${headers['content-type']}`);
    }
    this.take(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  private take(body: string): void {
    const { data, error } = exported.safeParse(JSON.parse(body));
    if (error !== undefined) return void this.wrong.push(z.prettifyError(error));
    for (const { resource, scopeSpans } of data.resourceSpans) {
      const about = objectOf(resource.attributes);
      const [service, instance] = [
        String(about['service.name']),
        String(about['service.instance.id']),
      ];
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({ ...span, service, instance, facts: objectOf(span.attributes) });
      }
    }
  }
}

function objectOf(all: z.infer<typeof attributes>) {
  return Object.fromEntries(
    all.map(({ key, value }) => [
      key,
      'intValue' in value ? Number(value.intValue) : value.stringValue,
    ]),
  );
}
