import { Logger } from '@nestjs/common';
import type { Config } from '../config.ts';
import { Addresses } from '../http/addresses.ts';
import { systemClock } from '../hub/clock.ts';
import { Hub } from '../hub/hub.ts';
import { NoSiblings } from '../instances/siblings.ts';
import { MediaShelf } from '../media/media-shelf.ts';
import { HttpLine, type UpstreamAddress } from '../relay/http-line.ts';
import { FeedCache } from '../relay/mirrors/feed-cache.ts';
import { Mirrors } from '../relay/mirrors/mirrors.ts';
import { readsOnly } from '../relay/reads-only.ts';
import { RelayBus } from '../relay/relay-bus.ts';
import { RelayLog } from '../relay/relay-log.ts';
import { RelayMedia } from '../relay/relay-media.ts';
import { RelaySearch } from '../relay/relay-search.ts';
import { Upstream } from '../relay/upstream.ts';
import { remoteClient } from '../remote/remote-client.ts';
import { RelayModule } from '../relay.module.ts';
import { Running } from './running.ts';
import { hubReport, openApp, refusalReport, type Surroundings } from './web-app.ts';

/** As large as an upload may be; the largest segment of a log has some MB. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** As `start`, a relay: without a database, Redis or a newsroom, it serves what its upstream serves. */
export async function startRelay(
  config: Config,
  address: UpstreamAddress,
  around: Surroundings = {},
): Promise<Running> {
  const logger = new Logger('Dateline');
  const cache = new FeedCache(config.dataDir, (words) => logger.warn(words));
  // The operator names the upstream, which may be in a private network; nothing leads from it to another address.
  const client = remoteClient(true, { maxBodyBytes: maxAnswerBytes });
  const upstream = new Upstream(address.url, cache.id, new HttpLine(address, client), {
    away: (reason) =>
      logger.error(`The upstream ${reason}. Readers keep what they have, and are told since when.`),
    back: () => logger.warn('The upstream is there again.'),
  });
  const bus = new RelayBus(upstream);
  const onFault = (feed: string, reason: string) =>
    logger.warn(`The feed "${feed}": the upstream ${reason}.`);
  const mirrors = new Mirrors(upstream, cache, bus.listener(onFault));
  const log = new RelayLog(upstream, mirrors);
  const hub = new Hub(log, bus, hubReport(logger), systemClock, undefined, log);
  const closeParts = async () => {
    hub.close();
    await bus.close();
    await log.close();
    await cache.close();
  };
  try {
    await upstream.open();
    const module = RelayModule.of({
      config,
      log,
      bus,
      hub,
      upstream,
      mirrors,
      search: new RelaySearch(upstream),
      mediaShelf: new MediaShelf(new RelayMedia(upstream)),
      addresses: new Addresses(config.trustProxy),
      refusals: refusalReport(),
      siblings: around.membership?.siblings ?? new NoSiblings(),
    });
    const middleware = [readsOnly(address.url)];
    const { parts, url, port } = await openApp(module, { config, hub, around, middleware });
    return new Running(parts, url, port, undefined, closeParts);
  } catch (error) {
    await closeParts();
    throw error;
  }
}
