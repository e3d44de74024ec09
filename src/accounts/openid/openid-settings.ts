import { isLoopback } from './is-loopback.ts';
import type { OpenidClient } from './openid-provider.ts';

/** The OpenID provider of the newsroom. */
export interface OpenidSettings extends OpenidClient {
  /** What the button calls it. */
  readonly name: string;
}

/** Undefined without a provider. What is missing or cannot be used is added to `faults`, each with its cure. */
export function openidFrom(
  issuer: string | undefined,
  clientId: string | undefined,
  clientSecret: string | undefined,
  name: string | undefined,
  faults: string[],
): OpenidSettings | undefined {
  if ([issuer, clientId, clientSecret, name].every((value) => value === undefined))
    return undefined;
  if (issuer === undefined) {
    faults.push('OIDC_ISSUER: is missing; give the issuer address of your OpenID provider');
  } else if (!isIssuer(issuer)) {
    faults.push(
      'OIDC_ISSUER: is no issuer; give an https address like https://id.example.org (http only on this machine)',
    );
  }
  if (clientId === undefined) {
    faults.push(
      'OIDC_CLIENT_ID: is missing; register this newsroom at the provider, and give its id',
    );
  }
  if (issuer === undefined || clientId === undefined) return undefined;
  const secret = clientSecret === undefined ? {} : { clientSecret };
  return { issuer, clientId, ...secret, name: (name ?? 'single sign-on').slice(0, 60) };
}

function isIssuer(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
