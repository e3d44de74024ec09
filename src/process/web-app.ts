import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Pipe } from '../bus/exchange.ts';
import type { Config } from '../config.ts';
import { Drain } from '../gateway/drain.ts';
import { SocketIo } from '../gateway/engine/socket-io.ts';
import { HandOver } from '../gateway/hand-over/hand-over.ts';
import { ReaderAdapter } from '../gateway/sockets/reader.adapter.ts';
import { standBelow, straightenPath } from '../http/below-path.ts';
import { useJsonBodies } from '../http/json-body.ts';
import { purgeTag } from '../http/purge-tag.ts';
import { FeedGate } from '../reading/signed/feed-gate.ts';
import { guardFeeds } from '../reading/signed/guard-feeds.ts';
import { ReadLimits } from '../http/read-limits.ts';
import { RefusalReport } from '../http/refusal-report.ts';
import { strictTransport } from './strict-transport.ts';
import type { Hub } from '../hub/hub.ts';
import type { HubReport } from '../hub/hub-report.ts';
import type { Membership } from '../instances/membership.ts';
import { MetricsDoor } from '../ops/metrics-door.ts';
import { Scrape } from '../ops/scrape.ts';
import { Pages } from '../site/pages/pages.ts';
import { listenAlone, type Listen } from './listen.ts';
import { OperatorLogger } from './logging/operator.logger.ts';
import { nameRequest, outsideRequests } from './logging/request-id.ts';
import { openMetricsPort } from './metrics-port.ts';
import { ProblemFilter } from './problem.filter.ts';
import type { ServedApp } from './running.ts';
import { UnusedConnections } from './unused-connections.ts';

/** What is around an instance; by default nothing, and a port of its own. */
export interface Surroundings {
  /** Its place among several. */
  readonly membership?: Membership;
  /** The pipe to the buses of others on this machine. */
  readonly pipe?: Pipe;
  readonly listen?: Listen;
}

export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * How long a proxy's idle connection is kept: longer than by proxies, most of which keep it for 60 s. Where the server closes it
 * first, a request that is on its way meanwhile fails. Readers who come without a proxy keep Node's 5 s, because each costs memory.
 */
const keepForProxiesMs = 65_000;

interface Setting {
  readonly config: Config;
  readonly hub: Hub;
  readonly around: Surroundings;
  /** Behind the address and the limits, before all routes. */
  readonly middleware: readonly Middleware[];
}

/** Wires the parts of a module, and listens. */
export async function openApp(module: DynamicModule, { config, hub, around, middleware }: Setting) {
  const { membership, listen = (server) => listenAlone(server, config) } = around;
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    abortOnError: false,
    logger: new OperatorLogger(config.logFormat, membership),
  });
  app.disable('x-powered-by');
  // The same proxies as in Addresses, so that Express agrees about address, scheme and TLS.
  app.set('trust proxy', config.trustProxy);
  app.useWebSocketAdapter(new ReaderAdapter(app, app.get(SocketIo)));
  app.use(nameRequest);
  const drain = app.get(Drain);
  app.use((_request: unknown, response: ServerResponse, next: () => void) => {
    // A client that keeps its connection alive must open the next one at another instance.
    if (drain.closesConnections) response.setHeader('Connection', 'close');
    next();
  });
  app.use(strictTransport(config.publicUrl), straightenPath(config.publicPath), purgeTag);
  standBelow(app.getHttpServer(), config.publicPath);
  app.use(app.get(ReadLimits).count, ...middleware);
  app.use(guardFeeds(app.get(FeedGate), (feed) => hub.snapshot(feed)));
  app.useGlobalFilters(new ProblemFilter(app.get(Pages)));
  useJsonBodies(app);
  hub.open();
  // If this fails, each sweep tries it again.
  await hub.learnFeeds().catch((error: unknown) => new Logger('Dateline').warn(String(error)));
  await app.init();
  const server = app.getHttpServer();
  if (config.trustProxy.length > 0) server.keepAliveTimeout = keepForProxiesMs;
  const unused = new UnusedConnections(server);
  const port = await listen(server);
  const logger = new Logger('Metrics');
  const doors = {
    door: app.get(MetricsDoor),
    scrape: app.get(Scrape),
    report: (error: unknown) => logger.error(error),
  };
  const metrics = await openMetricsPort(config.metrics, doors).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const url = config.publicUrl ?? `http://localhost:${port}`;
  const parts: ServedApp = {
    server,
    drain,
    handOver: app.get(HandOver),
    metrics,
    close: async () => {
      const end = unused.close();
      await app.close().finally(end);
      metrics?.close();
    },
  };
  return { app, port, url, parts };
}

/** What a hub has to say, to the operator. */
export function hubReport(logger: Logger): HubReport {
  return {
    forked: (feed, mine, found) =>
      logger.error(
        `ALARM: the log of "${feed}" has another history. This instance was at ${mine.seq} (${mine.tag}), ` +
          `the log is at ${found.seq} (${found.tag}). Readers start anew from the log.`,
      ),
    unreachable: (error) => logger.warn(`The log cannot be read: ${String(error)}`),
    strange: (feed, what) => logger.warn(`The feed "${feed}": ${what}`),
  };
}

/** What is refused, to the operator. */
export function refusalReport(): RefusalReport {
  const logger = new Logger('Limits');
  return new RefusalReport(
    (text) => logger.warn(text),
    performance,
    // What is told at the end of a minute is of many requests.
    (work, ms) => void setTimeout(() => outsideRequests(work), ms).unref(),
  );
}
