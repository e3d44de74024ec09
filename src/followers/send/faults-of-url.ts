import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Every fault of a target's address, so that it is mended once. */
export function faultsOfUrl(value: string, mayBePrivate: boolean): readonly string[] {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return ['must be a URL like https://example.org/dateline'];
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isPrivate = isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) : !isPublicAddress(host);
  return [
    ...(value.length > 2_000 ? ['must have at most 2,000 characters'] : []),
    ...(url.username + url.password === ''
      ? []
      : ['must have no name or password in it: the signature proves who sends']),
    ...(url.hash === '' ? [] : ['must end before its #, which no server gets']),
    ...(url.protocol === 'https:' || mayBePrivate ? [] : ['must begin with https:']),
    ...(isPrivate && !mayBePrivate
      ? ['leads to a private address; where that is meant, set FOLLOWERS_ALLOW_PRIVATE']
      : []),
  ];
}
