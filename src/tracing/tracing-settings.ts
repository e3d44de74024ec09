/** Where traces go. The variables are those of OpenTelemetry. */
export interface TracingSettings {
  /** Of the collector, for traces over OTLP/HTTP. */
  readonly url: string;
  /** What it is sent with each call; may be secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** What this deployment is called there. */
  readonly service: string;
}

/** The settings of traces; undefined without OTEL_EXPORTER_OTLP_ENDPOINT. Faults are added to the list; no header is repeated. */
export function tracingFrom(
  endpoint: string | undefined,
  headerText: string | undefined,
  service: string | undefined,
  faults: string[],
): TracingSettings | undefined {
  if (endpoint === undefined) return undefined;
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') {
    faults.push(
      'OTEL_EXPORTER_OTLP_ENDPOINT: is no such URL; give that of a collector, like http://localhost:4318',
    );
    return undefined;
  }
  const headers = headersIn(headerText ?? '');
  if (headers === undefined) {
    faults.push(
      'OTEL_EXPORTER_OTLP_HEADERS: cannot be read; write name=value, more of them behind a comma',
    );
    return undefined;
  }
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return { url: url.href, headers, service: service ?? 'dateline' };
}

/** As OpenTelemetry has them: `name=value,name=value`, the values percent-encoded. Undefined for anything else. */
function headersIn(text: string): Readonly<Record<string, string>> | undefined {
  const headers: Record<string, string> = {};
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=(.*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const decoded = decodedValue(value.trim());
    if (decoded === undefined) return undefined;
    headers[name] = decoded;
  }
  return headers;
}

function decodedValue(value: string): string | undefined {
  try {
    const text = decodeURIComponent(value);
    return /^[\t\x20-\x7e]*$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
