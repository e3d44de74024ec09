import { Fault } from '../config-values.ts';

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Who we are to Redis. */
export interface Login {
  readonly username?: string;
  readonly password?: string;
}

/** One server; the client reads user, password, TLS and database out of the URL. */
export interface OneRedis {
  readonly kind: 'one';
  readonly url: string;
}

/** A master by its name, which sentinels know. With TLS the sentinels are asked over TLS, too. */
export interface SentinelRedis {
  readonly kind: 'sentinel';
  readonly sentinels: readonly HostAndPort[];
  readonly name: string;
  readonly database: number;
  readonly isTls: boolean;
  readonly login: Login;
  readonly sentinelLogin: Login;
}

/** Some nodes of a cluster, which know all others. */
export interface ClusterRedis {
  readonly kind: 'cluster';
  readonly nodes: readonly HostAndPort[];
  readonly isTls: boolean;
  readonly login: Login;
}

export type RedisAddress = OneRedis | SentinelRedis | ClusterRedis;

const several = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]*)([^?#]*)(\?[^#]*)?$/;
const hostForm = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i;

const sentinelExample = 'redis+sentinel://host1:26379,host2:26379/mymaster';
const clusterExample = 'redis+cluster://host1:6379,host2:6379';

/** A REDIS_URL that `redisAddress` takes, or what is wrong. */
export function parseRedisUrl(value: string): string | Fault {
  const address = readAddress(value);
  return address instanceof Fault ? address : value;
}

/** The address in a REDIS_URL of one of the three forms (PROTOCOL.md §6); throws for another one. */
export function redisAddress(url: string): RedisAddress {
  const address = readAddress(url);
  if (address instanceof Fault) throw new Error(`REDIS_URL: ${address.cure}`);
  return address;
}

/** No message repeats the value: it may hold a password. */
function readAddress(value: string): RedisAddress | Fault {
  const parts = several.exec(value);
  if (parts === null) return parseOne(value);
  const [, scheme, kind, user = '', hosts = '', path = '', query = ''] = parts;
  const login = parseLogin(user);
  const places = parseHosts(hosts, kind === 'sentinel' ? 26_379 : 6_379);
  if (login instanceof Fault) return login;
  if (places instanceof Fault) return places;
  const isTls = scheme === 'rediss';
  if (kind === 'sentinel') {
    const more = parseSentinelParts(path, query);
    return more instanceof Fault ? more : { kind, sentinels: places, isTls, login, ...more };
  }
  if (!/^\/?$/.test(path) || query !== '') {
    return new Fault(`has more than hosts; a cluster has one database: ${clusterExample}`);
  }
  return { kind: 'cluster', nodes: places, isTls, login };
}

function parseOne(url: string): RedisAddress | Fault {
  const parsed = URL.parse(url);
  if (parsed !== null && /^rediss?:$/.test(parsed.protocol) && parsed.hostname !== '') {
    return parsed.hostname.includes(',') ? severalOfNoKind() : { kind: 'one', url };
  }
  if (/^rediss?:\/\/[^/]*,/.test(url)) return severalOfNoKind();
  return new Fault(
    `is no such URL; give one like redis://host:6379, ${sentinelExample} or ${clusterExample}`,
  );
}

function severalOfNoKind(): Fault {
  return new Fault(
    `has several hosts; say what they are: ${sentinelExample} for sentinels, ${clusterExample} for a cluster`,
  );
}

function parseHosts(text: string, usualPort: number): readonly HostAndPort[] | Fault {
  const places: HostAndPort[] = [];
  for (const part of text.split(',')) {
    const [, host, port] = hostForm.exec(part) ?? [];
    const number = Number(port ?? usualPort);
    if (host === undefined || number < 1 || number > 65_535) {
      return new Fault(
        'has a host that is none; give names or addresses with commas between, each with its port where it is another: host1:6380,host2',
      );
    }
    places.push({ host: host.replace(/^\[|\]$/g, ''), port: number });
  }
  return places;
}

function parseLogin(text: string): Login | Fault {
  const [, username = '', password = ''] = /^([^:]*):?([^]*)$/.exec(text) ?? [];
  try {
    return loginOf(decodeURIComponent(username), decodeURIComponent(password));
  } catch {
    return new Fault('has a user or password that is not percent-encoded; write % as %25');
  }
}

function loginOf(username: string, password: string): Login {
  return {
    ...(username !== '' && { username }),
    ...(password !== '' && { password }),
  };
}

function parseSentinelParts(path: string, query: string) {
  const [, name, database = '0'] = /^\/([\w.-]+)(?:\/(\d{1,5}))?$/.exec(path) ?? [];
  if (name === undefined) {
    return new Fault(
      `needs the name of the master after the hosts, as the sentinels know it: ${sentinelExample}`,
    );
  }
  const words = new URLSearchParams(query);
  const strange = [...words.keys()].filter((word) => !/^sentinel_(username|password)$/.test(word));
  if (strange.length > 0) {
    return new Fault(
      'has a setting that is unknown; there are sentinel_username, sentinel_password',
    );
  }
  const [username, password] = ['sentinel_username', 'sentinel_password'].map(
    (word) => words.get(word) ?? '',
  );
  const sentinelLogin = loginOf(username ?? '', password ?? '');
  return { name, database: Number(database), sentinelLogin };
}
