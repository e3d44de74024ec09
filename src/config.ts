import { openidFrom, type OpenidSettings } from './accounts/openid/openid-settings.ts';
import { hubFrom } from './websub/hub-setting.ts';
import {
  Fault,
  parseContact,
  parseHost,
  parseInstances,
  parseLimit,
  parseListenFds,
  parsePort,
  parseProxies,
  parsePublicUrl,
  parseSecret,
  parseSwitch,
  parseWebUrl,
} from './config-values.ts';
import { parseDatabaseUrl } from './database/postgres-hosts.ts';
import { mailFrom, type MailSettings } from './mail/mail-settings.ts';
import { s3From, type S3Settings } from './media/s3-settings.ts';
import { parseLogFormat, type LogFormat } from './process/logging/log-format.ts';
import { metricsFrom, noMetricsSettings, type MetricsSettings } from './ops/metrics-settings.ts';
import { pushFrom, type PushSettings } from './push/push-settings.ts';
import { parseRedisUrl } from './redis/redis-address.ts';
import { upstreamFrom, type UpstreamAddress } from './relay/upstream-setting.ts';
import { tracingFrom, type TracingSettings } from './tracing/tracing-settings.ts';
import { withSecretFiles } from './secret-files.ts';

/** The variables that cannot be used, each with its cure. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The environment cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

const fanOuts = ['auto', 'uring', 'ffi', 'js', 'node', 'stock'] as const;

/** The settings of this process (variables: PROTOCOL.md §6). Also the injection token. */
export class Config {
  readonly port: number = 3000;
  /** Undefined: all interfaces. */
  readonly host: string | undefined = undefined;
  /** The descriptor of a socket that a service manager has opened, instead of port and host. */
  readonly listenFd: number | undefined = undefined;
  /** Processes that share the port, and the machine's cores. */
  readonly instances: number = 1;
  /** Set for a relay: the server whose feeds it serves, in place of a log of its own. */
  readonly upstream: UpstreamAddress | undefined = undefined;
  /** Undefined: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined = undefined;
  readonly dataDir: string = './data';
  /** Where pictures are kept; undefined: in `dataDir`. */
  readonly s3: S3Settings | undefined = undefined;
  /** Undefined: the in-process bus. */
  readonly redisUrl: string | undefined = undefined;
  /** The address readers know, a path allowed, without a slash at its end; undefined: pages name none. */
  readonly publicUrl: string | undefined = undefined;
  /** Whom to tell of a weakness of this site: mailto: or https:. */
  readonly securityContact: string | undefined = undefined;
  /** Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as Express takes them. */
  readonly trustProxy: readonly string[] = [];
  /** WebSockets and streams that one address may have on this instance; Infinity: as many as it likes. */
  readonly connectionsPerAddress: number = 2_000;
  /** Reads a second that one address may make of this instance; a twentieth of those that ask the database. */
  readonly readsPerAddress: number = 400;
  readonly adminToken: string | undefined = undefined;
  /** How long the audit is kept; Infinity: for ever. */
  readonly auditDays: number = 365;
  /**
   * Which way changes take to readers' sockets; `auto`: the fastest that proves itself; `stock`: on Socket.IO's own
   * engine instead of ours.
   */
  readonly fanOut: (typeof fanOuts)[number] = 'auto';
  /** Where people may sign in besides. */
  readonly openid: OpenidSettings | undefined = undefined;
  /** Whether followers may have targets on private addresses, and without TLS. */
  readonly followersAllowPrivate: boolean = false;
  /** A public hub (WebSub) that is told beside ours when feeds change; undefined: ours alone. */
  readonly websubHub: string | undefined = undefined;
  /** How mail goes to readers who asked for it; undefined: none does. */
  readonly mail: MailSettings | undefined = undefined;
  /** How news goes to browsers that asked for it; undefined: none does. */
  readonly push: PushSettings | undefined = undefined;
  /** Where traces go; undefined: nothing is measured for them. */
  readonly tracing: TracingSettings | undefined = undefined;
  readonly logFormat: LogFormat = 'text';
  /** Where metrics are served, and who gets them. */
  readonly metrics: MetricsSettings = noMetricsSettings;
  /** The publisher named on readers' pages. */
  readonly publisher: PublisherConfig | undefined = undefined;

  constructor(values: Partial<Config> = {}) {
    Object.assign(this, values);
  }

  get publicOrigin(): string | undefined {
    return this.publicUrl === undefined ? undefined : new URL(this.publicUrl).origin;
  }

  /** The path of the public address: "" or "/news/live". */
  get publicPath(): string {
    return this.publicUrl === undefined ? '' : new URL(this.publicUrl).pathname.replace(/\/$/, '');
  }

  /** Throws a ConfigError that names every faulty variable and the cure. An empty variable is an absent one. */
  static fromEnvironment(
    environment: NodeJS.ProcessEnv,
    platform: NodeJS.Platform = process.platform,
  ): Config {
    const faults: string[] = [];
    const given = withSecretFiles(environment, faults);
    const read = <T>(name: string, parse: (value: string) => T | Fault): T | undefined => {
      const value = given[name]?.trim();
      if (value === undefined || value === '') return undefined;
      const parsed = parse(value);
      if (!(parsed instanceof Fault)) return parsed;
      faults.push(`${name}: ${parsed.cure}`);
      return undefined;
    };
    const publicUrl = read('PUBLIC_URL', parsePublicUrl);
    const followersAllowPrivate = read('FOLLOWERS_ALLOW_PRIVATE', parseSwitch) ?? false;
    const port = read('PORT', parsePort) ?? 3000;
    const config = new Config({
      port,
      host: read('HOST', parseHost),
      // A descriptor is for the process that is named alone, not for those it starts (sd_listen_fds(3)).
      listenFd:
        given['LISTEN_PID'] === String(process.pid)
          ? read('LISTEN_FDS', parseListenFds)
          : undefined,
      instances: read('INSTANCES', (value) => parseInstances(value, platform)) ?? 1,
      databaseUrl: read('DATABASE_URL', parseDatabaseUrl),
      dataDir: read('DATA_DIR', asIs) ?? './data',
      s3: s3From(read('S3_URL', asIs), faults),
      redisUrl: read('REDIS_URL', parseRedisUrl),
      publicUrl,
      securityContact: read('SECURITY_CONTACT', parseContact),
      upstream: upstreamFrom(
        read('UPSTREAM_URL', parsePublicUrl),
        read('UPSTREAM_TOKEN', asIs),
        { ...given, PUBLIC_URL: publicUrl },
        faults,
      ),
      mail: mailFrom(
        {
          url: read('SMTP_URL', asIs),
          from: read('MAIL_FROM', asIs),
          key: read('MAIL_KEY', asIs),
          keyBefore: read('MAIL_KEY_BEFORE', asIs),
          dkim: {
            domain: read('DKIM_DOMAIN', asIs),
            selector: read('DKIM_SELECTOR', asIs),
            key: read('DKIM_KEY', asIs),
          },
          reportsToken: read('MAIL_REPORTS_TOKEN', asIs),
          publicUrl,
        },
        faults,
      ),
      push: pushFrom(
        {
          key: read('PUSH_KEY', asIs),
          keyBefore: read('PUSH_KEY_BEFORE', asIs),
          contact: read('PUSH_CONTACT', asIs),
          publicUrl,
        },
        faults,
      ),
      tracing: tracingFrom(
        read('OTEL_EXPORTER_OTLP_ENDPOINT', asIs),
        read('OTEL_EXPORTER_OTLP_HEADERS', asIs),
        read('OTEL_SERVICE_NAME', asIs),
        faults,
      ),
      logFormat: read('LOG_FORMAT', parseLogFormat) ?? 'text',
      metrics: metricsFrom(
        {
          port: read('METRICS_PORT', parsePort),
          host: read('METRICS_HOST', parseHost),
          token: read('METRICS_TOKEN', parseSecret),
          publicPort: port,
        },
        faults,
      ),
      publisher: readPublisher(read, faults),
      openid: openidFrom(
        read('OIDC_ISSUER', asIs),
        read('OIDC_CLIENT_ID', asIs),
        read('OIDC_CLIENT_SECRET', asIs),
        read('OIDC_NAME', asIs),
        faults,
      ),
      trustProxy: read('TRUST_PROXY', parseProxies) ?? [],
      connectionsPerAddress: read('CONNECTIONS_PER_ADDRESS', parseLimit) ?? 2_000,
      readsPerAddress: read('READS_PER_ADDRESS', parseLimit) ?? 400,
      adminToken: read('ADMIN_TOKEN', parseSecret),
      auditDays: read('AUDIT_DAYS', parseLimit) ?? 365,
      fanOut: read('FANOUT', parseFanOut) ?? 'auto',
      followersAllowPrivate,
      websubHub: hubFrom(
        read('WEBSUB_HUB', parseWebUrl),
        { publicUrl, followersAllowPrivate },
        faults,
      ),
    });
    if (faults.length > 0) throw new ConfigError(faults);
    return config;
  }
}

/** The settings of this process. No other code reads its environment. */
export function configOfProcess(): Config {
  return Config.fromEnvironment(process.env);
}

/** How this process writes what it has to say, also where its other settings are faulty. */
export function logFormatOfProcess(): LogFormat {
  return process.env['LOG_FORMAT']?.trim() === 'json' ? 'json' : 'text';
}

const asIs = (value: string) => value;

function parseFanOut(value: string): Config['fanOut'] | Fault {
  const found = fanOuts.find((name) => name === value);
  return found ?? new Fault(`is none of ${fanOuts.join(', ')}; leave it out for auto`);
}

/** A publisher's name, home page and logo. */
export interface PublisherConfig {
  readonly name: string;
  readonly url?: string;
  readonly logo?: string;
}

type Read = <T>(name: string, parse: (value: string) => T | Fault) => T | undefined;

function readPublisher(read: Read, faults: string[]): PublisherConfig | undefined {
  const name = read('PUBLISHER_NAME', (value) => value.slice(0, 200));
  const url = read('PUBLISHER_URL', parseWebUrl);
  const logo = read('PUBLISHER_LOGO', parseWebUrl);
  if (name === undefined) {
    if (url !== undefined || logo !== undefined) {
      faults.push('PUBLISHER_NAME: is missing; PUBLISHER_URL and PUBLISHER_LOGO need it');
    }
    return undefined;
  }
  return { name, ...(url === undefined ? {} : { url }), ...(logo === undefined ? {} : { logo }) };
}
