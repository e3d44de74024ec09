import { isIP } from 'node:net';

/** Express's names of address ranges, and `private` for all three. */
const names: Readonly<Record<string, readonly string[]>> = {
  loopback: ['loopback'],
  linklocal: ['linklocal'],
  uniquelocal: ['uniquelocal'],
  private: ['loopback', 'linklocal', 'uniquelocal'],
};

/**
 * Reads a list of proxies, separated by commas or spaces: addresses, ranges like 10.0.0.0/8, and names of ranges.
 * `proxies` are as proxy-addr and Express take them; `faults` are the entries that are none of these.
 */
export function readTrustedProxies(list: string): {
  readonly proxies: readonly string[];
  readonly faults: readonly string[];
} {
  const entries = list.split(/[\s,]+/).filter((entry) => entry !== '');
  const proxies = entries.flatMap((entry) => {
    const name = entry.toLowerCase();
    if (Object.hasOwn(names, name)) return names[name] ?? [];
    return isRange(entry) ? [entry] : [];
  });
  const faults = entries.filter(
    (entry) => !Object.hasOwn(names, entry.toLowerCase()) && !isRange(entry),
  );
  return { proxies, faults };
}

/** True for an address or a range. A range of all addresses is refused: then every client could claim any address. */
function isRange(entry: string): boolean {
  const [address = '', bits, more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  if (bits === undefined) return true;
  const count = /^\d{1,3}$/.test(bits) ? Number(bits) : 0;
  return count >= 1 && count <= (version === 4 ? 32 : 128);
}
