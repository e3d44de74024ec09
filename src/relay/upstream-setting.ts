import type { UpstreamAddress } from './http-line.ts';

export type { UpstreamAddress } from './http-line.ts';

/** What belongs to a log, its newsroom and its ways out to other programs: a relay has none of it. */
const notForRelays = [
  'ADMIN_TOKEN',
  'AUDIT_DAYS',
  'DATABASE_URL',
  'DKIM_DOMAIN',
  'DKIM_KEY',
  'DKIM_SELECTOR',
  'FOLLOWERS_ALLOW_PRIVATE',
  'MAIL_FROM',
  'MAIL_KEY',
  'MAIL_REPORTS_TOKEN',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_ISSUER',
  'OIDC_NAME',
  'PUSH_CONTACT',
  'PUSH_KEY',
  'REDIS_URL',
  'S3_URL',
  'SMTP_URL',
  'WEBSUB_HUB',
] as const;

/** The upstream of a relay, at `url` without a slash at its end; undefined: this server has a log of its own. Adds what cannot be used to `faults`. */
export function upstreamFrom(
  url: string | undefined,
  token: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): UpstreamAddress | undefined {
  const secret = token ?? '';
  const isSet = (name: string) => (environment[name] ?? '').trim() !== '';
  if (!isSet('UPSTREAM_URL')) {
    if (secret !== '') faults.push('UPSTREAM_TOKEN: needs UPSTREAM_URL; set both, or neither');
    return undefined;
  }
  const strange = notForRelays.filter((name) => isSet(name) || isSet(`${name}_FILE`));
  if (strange.length > 0) {
    faults.push(
      `UPSTREAM_URL: makes this a relay, which has nothing to do with ${strange.join(', ')}; leave them out, or UPSTREAM_URL`,
    );
  }
  if (url !== undefined && url === environment['PUBLIC_URL']) {
    faults.push('UPSTREAM_URL: is PUBLIC_URL, this server itself; give the address of another one');
  }
  if (!/^[\x21-\x7e]*$/.test(secret)) {
    faults.push('UPSTREAM_TOKEN: has characters that no header can carry; copy it anew');
  }
  return url === undefined ? undefined : { url, ...(secret !== '' && { token: secret }) };
}
