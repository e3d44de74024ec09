import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Refusal } from '../feed/refusal.ts';
import type { MetricsDoor } from '../ops/metrics-door.ts';
import type { MetricsSettings } from '../ops/metrics-settings.ts';
import type { Scrape } from '../ops/scrape.ts';
import { ConfigError } from '../config.ts';
import { listenAlone, listenTogether, stopListening, tryPort } from './listen.ts';

interface Parts {
  readonly door: MetricsDoor;
  readonly scrape: Scrape;
  readonly report: (error: unknown) => void;
}

/** A few who watch; what comes above it is closed. */
const maxConnections = 100;

/**
 * Rejects with a ConfigError when metrics have a port of their own, and another process has it. To be called before any
 * instance of this machine listens there.
 */
export async function tryMetricsPort({ port, host }: MetricsSettings): Promise<void> {
  if (port === undefined) return;
  await tryPort({ port, host }).catch((error: unknown) => {
    throw notOpened(port, host, error);
  });
}

/**
 * The port of the metrics. All instances of a machine listen there, and each answers for all. Resolves to undefined where metrics
 * have no port of their own; rejects with a ConfigError when it cannot be opened.
 */
export async function openMetricsPort(
  { port, host }: MetricsSettings,
  parts: Parts,
): Promise<MetricsPort | undefined> {
  if (port === undefined) return undefined;
  const server = createServer((request, response) => void answer(request, response, parts));
  server.maxConnections = maxConnections;
  // A successor listens beside its predecessor, which only Linux is asked for.
  const listen = process.platform === 'linux' ? listenTogether : listenAlone;
  try {
    await listen(server, { port, host });
  } catch (error) {
    throw notOpened(port, host, error);
  }
  return new MetricsPort(server);
}

function notOpened(port: number, host: string, error: unknown): ConfigError {
  return new ConfigError([`METRICS_PORT: ${port} cannot be opened at ${host}: ${String(error)}`]);
}

/** An open port of metrics. */
export class MetricsPort {
  constructor(private readonly server: Server) {}

  /** Accepts nobody any more: who asks next asks the successor. */
  leave(): void {
    stopListening(this.server);
    this.server.closeIdleConnections();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { door, scrape, report }: Parts,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  try {
    const [path] = (request.url ?? '').split('?');
    if (path !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      throw new Refusal('not_found', 'Metrics are at /metrics, and nothing else is here.');
    }
    await door.enterByOwnPort(request);
    const text = await scrape.text();
    response.setHeader('Content-Type', scrape.contentType);
    response.end(request.method === 'HEAD' ? undefined : text);
  } catch (error) {
    if (!(error instanceof Refusal)) report(error);
    refuse(error, response);
  }
}

function refuse(error: unknown, response: ServerResponse): void {
  const refusal = error instanceof Refusal ? error : new Refusal('unexpected', 'It was logged.');
  response.statusCode = refusal.status;
  if (refusal.retry) response.setHeader('Retry-After', refusal.afterSeconds);
  if (refusal.code === 'not_signed_in') response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${refusal.message}\n`);
}
