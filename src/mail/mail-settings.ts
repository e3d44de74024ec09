import { Fault, parseSecret } from '../config-values.ts';
import { dkimFrom, type DkimSettings, type DkimTexts } from './dkim-settings.ts';
import { parseAddress } from './store/address.ts';

/** How mail goes out, and the key that guards addresses. */
export interface MailSettings {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  readonly url: string;
  /** The address that mails come from. */
  readonly from: string;
  /** Addresses are encrypted, found and linked with keys that are made of it. */
  readonly key: string;
  /** The key that it takes the place of: what was encrypted with it is encrypted anew at the start. */
  readonly keyBefore?: string;
  /** Undefined: mails go to the mail server without a signature. */
  readonly dkim?: DkimSettings;
  /** The secret in the address where the mail provider reports; undefined: it does not. */
  readonly reportsToken?: string;
}

/** The variables as they stand in the environment, and the address that readers know. */
export interface MailTexts {
  readonly url: string | undefined;
  readonly from: string | undefined;
  readonly key: string | undefined;
  readonly keyBefore?: string | undefined;
  readonly dkim: DkimTexts;
  readonly reportsToken: string | undefined;
  readonly publicUrl: string | undefined;
}

/**
 * The settings of mail; undefined without SMTP_URL. Faults are added to the list, each with its cure; no value is
 * repeated, because it may hold a password.
 */
export function mailFrom(texts: MailTexts, faults: string[]): MailSettings | undefined {
  const { url, from, key, publicUrl } = texts;
  if (url === undefined) {
    if (from !== undefined) faults.push('SMTP_URL: is missing; MAIL_FROM needs it');
    return undefined;
  }
  const before = faults.length;
  const parsed = URL.parse(url);
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '') {
    faults.push('SMTP_URL: is no such URL; give one like smtps://user:password@mail.example.org');
  }
  const sender = from === undefined ? undefined : parseAddress(from);
  if (sender === undefined) {
    faults.push('MAIL_FROM: must be the address that mails come from, like news@example.org');
  }
  const secret =
    key === undefined
      ? new Fault('is missing; make one with: openssl rand -base64 32')
      : parseSecret(key);
  if (secret instanceof Fault) faults.push(`MAIL_KEY: ${secret.cure}`);
  const { keyBefore } = texts;
  if (keyBefore !== undefined && keyBefore === key) {
    faults.push(
      'MAIL_KEY_BEFORE: is the same as MAIL_KEY; leave it out, or give the key of before',
    );
  }
  if (publicUrl === undefined) {
    faults.push('PUBLIC_URL: is missing; the links in mails are made of it');
  }
  const reportsToken = texts.reportsToken && parseUrlSecret(texts.reportsToken);
  if (reportsToken instanceof Fault) faults.push(`MAIL_REPORTS_TOKEN: ${reportsToken.cure}`);
  const dkim = dkimFrom(texts.dkim, sender, faults);
  if (faults.length > before || sender === undefined || secret instanceof Fault) return undefined;
  return {
    url,
    from: sender,
    key: secret,
    ...(keyBefore !== undefined && { keyBefore }),
    ...(dkim && { dkim }),
    ...(typeof reportsToken === 'string' && { reportsToken }),
  };
}

/** A secret that stands in the path of a URL. */
function parseUrlSecret(value: string): string | Fault {
  const secret = parseSecret(value);
  return secret instanceof Fault || /^[\w.~-]+$/.test(secret)
    ? secret
    : new Fault('has characters that no path can carry; make one with: openssl rand -hex 32');
}
