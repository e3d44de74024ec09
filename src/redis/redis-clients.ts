import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type {
  ClusterRedis,
  Login,
  OneRedis,
  RedisAddress,
  SentinelRedis,
} from './redis-address.ts';

/** How long a client of Redis waits. Milliseconds. */
export interface Patience {
  /** For the answer to a command. */
  readonly commandMs: number;
  /** From one attempt to connect to the next. */
  readonly retryMs: (attempt: number) => number;
}

/** A client for commands with one key each. It connects in the background, and connects anew until it is disconnected. */
export function openClient(address: RedisAddress, patience: Patience): Redis | Cluster {
  return address.kind === 'cluster' ? openCluster(address, patience) : openRedis(address, patience);
}

/** A connection to the one Redis, or to the master that the sentinels name. */
export function openRedis(address: OneRedis | SentinelRedis, patience: Patience): Redis {
  const options = optionsOf(patience);
  if (address.kind === 'one') return new Redis(address.url, options);
  const { sentinels, name, database, login, sentinelLogin } = address;
  return new Redis({
    ...options,
    ...login,
    sentinels: sentinels.map((sentinel) => ({ ...sentinel })),
    name,
    db: database,
    ...tlsOf(address),
    ...sentinelLoginOf(sentinelLogin),
    // A sentinel that hangs is passed over.
    sentinelCommandTimeout: patience.commandMs,
    sentinelRetryStrategy: patience.retryMs,
  });
}

/** A client of all nodes, with a subscriber for each that has slots. */
export function openCluster({ nodes, isTls, login }: ClusterRedis, patience: Patience): Cluster {
  const { retryStrategy: _, autoResubscribe: __, ...options } = optionsOf(patience);
  return new Cluster(
    nodes.map((node) => ({ ...node })),
    {
      redisOptions: { ...options, ...login, ...(isTls && { tls: {} }) },
      enableOfflineQueue: false,
      shardedSubscribers: true,
      maxRedirections: 3,
      clusterRetryStrategy: patience.retryMs,
      slotsRefreshTimeout: patience.commandMs,
      // With TLS names stay names: a certificate is for a name.
      ...(isTls && { dnsLookup: (name, done) => done(null, name) }),
    },
  );
}

/** No command is queued: one that cannot be sent or is not answered in time fails. */
function optionsOf({ commandMs, retryMs }: Patience) {
  return {
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: commandMs,
    // How long a closed link may take to finish.
    disconnectTimeout: 100,
    retryStrategy: retryMs,
  } satisfies RedisOptions;
}

function tlsOf({ isTls }: SentinelRedis): Partial<RedisOptions> {
  return isTls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {};
}

function sentinelLoginOf({ username, password }: Login): Partial<RedisOptions> {
  return {
    ...(username !== undefined && { sentinelUsername: username }),
    ...(password !== undefined && { sentinelPassword: password }),
  };
}
