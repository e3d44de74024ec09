import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { Sessions } from '../accounts/sessions.ts';
import { AppModule } from '../app.module.ts';
import { openBus } from '../bus/open-bus.ts';
import type { Config } from '../config.ts';
import { FollowerKinds } from '../followers/kinds/follower-kinds.ts';
import { kinds } from '../followers/kinds/kinds.ts';
import { mailKind, mailName } from '../followers/kinds/mail.ts';
import { pushKind, pushName } from '../followers/kinds/push.ts';
import { SqlFollowers } from '../followers/store/sql-followers.ts';
import { SqlLeases } from '../followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../followers/store/sql-network-posts.ts';
import { Hub } from '../hub/hub.ts';
import { Addresses } from '../http/addresses.ts';
import { guesses, WrongKeys } from '../http/wrong-keys.ts';
import { NoSiblings } from '../instances/siblings.ts';
import { openDatabase } from '../database/open-database.ts';
import { SqlAudit } from '../accounts/sql-audit.ts';
import { SqlPersonErasure } from '../accounts/erasing/sql-person-erasure.ts';
import { SqlRetention } from '../accounts/retention/sql-retention.ts';
import { SqlCredentials } from '../accounts/sql-credentials.ts';
import { SqlPeople } from '../accounts/sql-people.ts';
import { SqlKeptTexts } from '../accounts/kept-texts/sql-kept-texts.ts';
import { SqlIdentities } from '../accounts/openid/sql-identities.ts';
import { SqlPasskeys } from '../accounts/passkeys/sql-passkeys.ts';
import { SqlSecondFactors } from '../accounts/second-factor/sql-second-factors.ts';
import { SqlHooks } from '../accounts/hooks/sql-hooks.ts';
import { SqlTokens } from '../accounts/sql-tokens.ts';
import { SqlExternalIds } from '../log/sql/sql-external-ids.ts';
import { WireLeases } from '../import/wires/wire-leases.ts';
import { Wires } from '../import/wires/wires.ts';
import { SqlImports } from '../log/sql/sql-imports.ts';
import { SqlUpstreamLeases } from '../log/sql/upstreams/sql-upstream-leases.ts';
import { SqlUpstreams } from '../log/sql/upstreams/sql-upstreams.ts';
import { SqlLog } from '../log/sql/sql-log.ts';
import { SqlCampaignCounts } from '../log/sql/campaign/sql-campaign-counts.ts';
import { SqlSiteCampaign } from '../log/sql/campaign/sql-site-campaign.ts';
import { FeedGate } from '../reading/signed/feed-gate.ts';
import { KeyRing } from '../reading/signed/key-ring.ts';
import { SessionInsiders } from '../admin/access/session-insiders.ts';
import { SqlReaderKeys } from '../log/reader-keys/sql-reader-keys.ts';
import { SqlSnippets } from '../log/sql/sql-snippets.ts';
import { openMedia } from '../media/open-media.ts';
import { SqlSearch } from '../search/sql/sql-search.ts';
import { openMail, takeNewKey } from '../mail/open-mail.ts';
import { mailAsks, pushAsks } from '../outbox/ask-limits.ts';
import { openPush, tellOfKeyBefore } from '../push/open-push.ts';
import { LogCalls } from '../ops/log-calls.ts';
import { Running } from './running.ts';
import { startRelay } from './start-relay.ts';
import { untraced } from '../tracing/traced.ts';
import type { TracingSettings } from '../tracing/tracing-settings.ts';
import { onceInAWhile } from '../bus/once-in-a-while.ts';
import { steadyMemory } from './steady-memory.ts';
import { hubReport, openApp, refusalReport, type Surroundings } from './web-app.ts';
import { MailFeeds, PushFeeds } from '../reading/offered-feeds.ts';
import { openHub } from '../websub/open-hub.ts';

/**
 * Opens the database and the bus, wires the parts and listens; with a membership, as one of several instances. When it
 * fails, everything that was opened is closed.
 */
export async function start(config: Config, around: Surroundings = {}): Promise<Running> {
  const { membership, pipe } = around;
  await steadyMemory();
  if (config.upstream !== undefined) return startRelay(config, config.upstream, around);
  const logger = new Logger('Dateline');
  const database = await openDatabase(config);
  database.writing.listen((fault) => {
    if (fault === undefined) logger.warn('The log can be written again.');
    else logger.error(`The log cannot be written: ${fault.reason} Readers are served from memory.`);
  });
  const traced = config.tracing === undefined ? untraced : await tracedBy(config.tracing, logger);
  const logCalls = new LogCalls();
  const log = logCalls.countedBy(new SqlLog(traced.database(database)));
  const credentials = new SqlCredentials(database);
  const { media, shelf } = await openMedia(database, config, (words) => logger.warn(words)).catch(
    async (error: unknown) => {
      await database.close();
      throw error;
    },
  );
  const ownBus = await openBus(config.redisUrl, pipe, (error) =>
    logger.warn(`Redis: ${error.message}. Readers are served from the log, up to a second later.`),
  );
  const bus = traced.bus(ownBus);
  const hub = new Hub(log, bus, hubReport(logger));
  const addresses = new Addresses(config.trustProxy);
  const refusals = refusalReport();
  const inRedis = config.redisUrl === undefined ? undefined : await countingIn(config.redisUrl);
  const mail = config.mail && openMail(database, config.mail);
  const push = config.push && openPush(database, config.push);
  const ownKinds = {
    ...(mail && { [mailName]: mailKind(mail.mails, log) }),
    ...(push && { [pushName]: pushKind(push.pushes, log) }),
  };
  const readerKeys = new SqlReaderKeys(database);
  const gate = new FeedGate(new KeyRing(() => readerKeys.valid()));
  const ownHub = openHub(database, log, config);
  const closeParts = async () => {
    hub.close();
    inRedis?.close();
    await bus.close();
    await log.close();
    await traced.close();
  };
  try {
    if (mail !== undefined) await takeNewKey(database, mail, (words) => logger.log(words));
    if (push !== undefined) await tellOfKeyBefore(push, (words) => logger.log(words));
    const opened = await openApp(
      AppModule.of({
        config,
        log,
        externalIds: new SqlExternalIds(database),
        imports: new SqlImports(database),
        wires: new Wires(database),
        wireLeases: new WireLeases(database),
        upstreams: new SqlUpstreams(database),
        upstreamLeases: new SqlUpstreamLeases(database),
        logCalls,
        credentials,
        people: new SqlPeople(database),
        secondFactors: new SqlSecondFactors(database),
        passkeys: new SqlPasskeys(database),
        identities: new SqlIdentities(database),
        keptTexts: new SqlKeptTexts(database),
        tokens: new SqlTokens(database),
        hooks: new SqlHooks(database),
        audit: new SqlAudit(database),
        retention: new SqlRetention(database),
        personErasure: new SqlPersonErasure(database),
        snippets: new SqlSnippets(database),
        readerKeys,
        gate,
        search: new SqlSearch(database),
        campaignCounts: new SqlCampaignCounts(database),
        siteCampaign: new SqlSiteCampaign(database),
        media,
        mediaShelf: shelf,
        followers: new SqlFollowers(database),
        leases: new SqlLeases(database),
        networkPosts: new SqlNetworkPosts(database),
        followerKinds: new FollowerKinds(
          traced.kinds({ ...kinds, ...ownKinds }),
          traced.kinds(ownHub.kinds),
        ),
        ownHub,
        mailFeeds: new MailFeeds(),
        mail,
        asksTogether: inRedis?.countOf('asks', mailAsks),
        pushFeeds: new PushFeeds(config.push?.vapid.publicKey),
        push,
        pushAsksTogether: inRedis?.countOf('push-asks', pushAsks),
        bus,
        hub,
        addresses,
        wrongKeys: new WrongKeys(addresses, inRedis?.countOf('wrong-keys', guesses), refusals),
        refusals,
        siblings: membership?.siblings ?? new NoSiblings(),
      }),
      { config, hub, around, middleware: traced.middleware },
    );
    const { app, url, port, parts } = opened;
    gate.know(new SessionInsiders(app.get(Sessions), app.get(WrongKeys), config.publicOrigin));
    const makesSignIn = config.adminToken === undefined && membership?.isFirst !== false;
    const link = makesSignIn ? await signInUrl(app.get(Sessions), url) : undefined;
    return new Running(parts, url, port, link, closeParts);
  } catch (error) {
    await closeParts();
    throw error;
  }
}

/** Loaded here alone: OpenTelemetry is large. */
async function tracedBy(settings: TracingSettings, logger: Logger) {
  const { openTraced } = await import('../tracing/open-traced.ts');
  const onError = (error: Error) => logger.warn(`Traces are lost: ${error.message}`);
  return openTraced(settings, onceInAWhile(onError));
}

/** Loaded here alone: an instance that has no Redis does without. */
async function countingIn(redisUrl: string) {
  const { countInRedis } = await import('../http/count-in-redis.ts');
  return countInRedis(redisUrl);
}

/** The code is in the fragment of the link, which browsers send to no server, so that no proxy can log it. */
async function signInUrl(sessions: Sessions, url: string): Promise<string> {
  return `${url}/newsroom#signin=${await sessions.makeSigninCode()}`;
}
