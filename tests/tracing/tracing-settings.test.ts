import { Config } from '../../src/config.ts';
import { parseTraceparent } from '../../src/tracing/traceparent.ts';
import { configFault } from '../config/config-fault.ts';

const read = (environment: Record<string, string>) => Config.fromEnvironment(environment).tracing;

test('traces are measured where there is a collector, by the variables of OpenTelemetry; what is wrong is named, and no header', () => {
  expect(read({})).toBeUndefined();
  expect(read({ OTEL_SERVICE_NAME: 'x', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' })).toBeUndefined();
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };
  expect(read(endpoint)).toEqual({
    url: 'http://localhost:4318/v1/traces',
    headers: {},
    service: 'dateline',
  });
  const all = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://traces.example/otlp/',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=secret%20word, x-team = news',
    OTEL_SERVICE_NAME: 'live',
  };
  expect(read(all)).toEqual({
    url: 'https://traces.example/otlp/v1/traces',
    headers: { 'api-key': 'secret word', 'x-team': 'news' },
    service: 'live',
  });
  for (const wrong of ['localhost', 'ftp://x', 'http://ana:hush@x']) {
    const fault = configFault({ OTEL_EXPORTER_OTLP_ENDPOINT: wrong });
    expect(fault).toContain('OTEL_EXPORTER_OTLP_ENDPOINT: is no such URL');
  }
  for (const wrong of ['hush', 'a=%zz', 'a=%0Ahush', '=hush']) {
    const fault = configFault({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: wrong });
    expect(fault).toContain('OTEL_EXPORTER_OTLP_HEADERS: cannot be read');
    expect(fault).not.toContain('hush');
  }
});

test('the name of a span is read as W3C Trace Context has it', () => {
  const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const name = { traceId: trace, spanId: span };
  expect(parseTraceparent(`00-${trace}-${span}-01`)).toEqual({ ...name, isSampled: true });
  expect(parseTraceparent(`00-${trace}-${span}-02`)).toEqual({ ...name, isSampled: false });
  expect(parseTraceparent(`cc-${trace}-${span}-01-what`)).toEqual({ ...name, isSampled: true });
  for (const wrong of [
    undefined,
    '',
    ['a'],
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-what`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace}-${span}-01 `,
  ]) {
    expect(parseTraceparent(wrong)).toBeUndefined();
  }
});
