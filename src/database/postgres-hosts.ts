import { Fault } from '../config-values.ts';

const form = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/;

/**
 * A DATABASE_URL that `hostUrls` takes, or what is wrong. The message does not repeat the value: it may hold a password.
 */
export function parseDatabaseUrl(value: string): string | Fault {
  const urls = hostUrls(value).map((url) => URL.parse(url));
  const isUsable = form.test(value) && urls.every((url) => url !== null && url.hostname !== '');
  if (!isUsable) {
    return new Fault(
      'is no such URL; give one like postgres://user:password@host:5432/name, or postgres://user:password@host1,host2/name',
    );
  }
  const role = urls[0]?.searchParams.get('target_session_attrs') ?? 'primary';
  return role === 'primary' || role === 'read-write'
    ? value
    : new Fault('asks by target_session_attrs for a server that may be a standby; leave it out');
}

/**
 * A DATABASE_URL for each of its hosts, in their order. The driver takes one host alone, where libpq takes several with commas
 * between them.
 */
export function hostUrls(url: string): readonly string[] {
  const [, before = '', hosts = '', after = ''] = form.exec(url) ?? [];
  return hosts.split(',').map((host) => before + host + after);
}
