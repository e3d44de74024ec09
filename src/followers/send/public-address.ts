import ipaddr from 'ipaddr.js';

/**
 * Whether an address belongs to the public internet: no address of this machine, of a private or link-local network (where clouds
 * have their metadata), of a provider's own network, of a documentation, multicast or reserved range, nor an IPv6 address
 * that leads to an IPv4 address. What cannot be read is not public.
 */
export function isPublicAddress(address: string): boolean {
  // A zone ("fe80::1%eth0") belongs to a link of this machine.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // Of IPv6, only 2000::/3 is given out (https://www.iana.org/assignments/ipv6-address-space).
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'));
}
