import { isContact } from './outbox/contact.ts';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { readTrustedProxies } from './http/trusted-proxies.ts';

/** A value that cannot be used; `cure` says what would do. */
export class Fault {
  constructor(readonly cure: string) {}
}

export function parsePort(value: string): number | Fault {
  const port = Number(value);
  return Number.isInteger(port) && port >= 0 && port <= 65_535
    ? port
    : new Fault('is no port; give a whole number from 0 (any free one) to 65535');
}

export function parseHost(value: string): string | Fault {
  return isIP(value) !== 0 || /^[a-z0-9.-]+$/i.test(value)
    ? value
    : new Fault('is no address or host name; give one like 127.0.0.1, or leave it out for all');
}

/** Only Linux spreads the connections of one port over the processes that listen on it. */
export function parseLimit(value: string): number | Fault {
  if (!/^\d{1,9}$/.test(value)) return new Fault('is no limit; give a whole number, or 0 for none');
  return Number(value) === 0 ? Infinity : Number(value);
}

/** Paths that the server itself uses: a public path cannot begin with one of them. */
const ownPath =
  /^\/(api|assets|embed|feeds|newsroom|oembed|push-worker\.js|socket\.io|subscriptions|v1|websub)(\/|$)/;

export function parsePublicUrl(value: string): string | Fault {
  const url = URL.parse(value);
  const isAddress =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.search === '' &&
    url.hash === '' &&
    /^(\/[\w.~-]+)*\/?$/.test(url.pathname);
  if (!isAddress) {
    return new Fault(
      'is no address; give one like https://live.example.org or https://example.org/live',
    );
  }
  if (ownPath.test(url.pathname)) {
    return new Fault('begins its path with a name the server itself uses; take another path');
  }
  return url.origin + url.pathname.replace(/\/$/, '');
}

/** The least length, and the least number of different characters: most guessable secrets have fewer. */
const leastSecret = { characters: 16, different: 6 };

/** The value is not repeated in the message. */
export function parseSecret(value: string): string | Fault {
  const isStrong =
    value.length >= leastSecret.characters && new Set(value).size >= leastSecret.different;
  if (!isStrong) {
    return new Fault(
      `can be guessed: it needs ${leastSecret.characters} characters or more; make one with: openssl rand -base64 32`,
    );
  }
  return /^[\x21-\x7e]+$/.test(value)
    ? value
    : new Fault('has characters that no header can carry; make one with: openssl rand -base64 32');
}

export function parseWebUrl(value: string): string | Fault {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol)
    ? url.href
    : new Fault('is no web address; give one like https://example.org/');
}

/** On or off. */
export function parseSwitch(value: string): boolean | Fault {
  if (value === '1' || value === 'true') return true;
  if (value === '0' || value === 'false') return false;
  return new Fault('is neither on nor off; give 1 or 0');
}

/** The first descriptor that is passed. */
const firstFd = 3;

export function parseListenFds(value: string): number | Fault {
  return value === '1'
    ? firstFd
    : new Fault('is not 1; give the service one socket unit with one ListenStream');
}

/** More than any machine has cores for; each takes 60 MB and more. */
const maxInstances = 256;

export function parseInstances(value: string, platform: NodeJS.Platform): number | Fault {
  const count = value === 'auto' ? availableParallelism() : Number(value);
  if (!Number.isInteger(count) || count < 1 || count > maxInstances) {
    return new Fault(
      `is no number of processes; give a whole number from 1 to ${maxInstances}, or auto for one a core`,
    );
  }
  return count === 1 || platform === 'linux'
    ? count
    : new Fault(
        'needs Linux for more than one process on a port; leave it out, or start several with a PORT each',
      );
}

/** Where people can be told something: an address of mail, or a page. */
export function parseContact(value: string): string | Fault {
  return isContact(value)
    ? value
    : new Fault(
        'is no contact; give one like mailto:security@example.org or https://example.org/security',
      );
}

export function parseProxies(value: string): readonly string[] | Fault {
  const { proxies, faults } = readTrustedProxies(value);
  if (faults.length === 0) return proxies;
  return new Fault(
    `${faults.join(', ')}: no address, range or name of one; give a list like "loopback, 10.0.0.0/8", of ` +
      'addresses, ranges, loopback, linklocal, uniquelocal and private (all three)',
  );
}
