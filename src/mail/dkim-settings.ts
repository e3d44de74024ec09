import { createPrivateKey } from 'node:crypto';
import { isDomain } from './store/address.ts';

/** How mails are signed (DKIM, RFC 6376): the key's public half stands in the DNS, below `{selector}._domainkey.{domain}`. */
export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM. */
  readonly key: string;
}

/** The variables as they stand in the environment. */
export interface DkimTexts {
  readonly domain: string | undefined;
  readonly selector: string | undefined;
  readonly key: string | undefined;
}

/** RFC 8301: at least 1,024, and better 2,048, which every DNS can publish. */
const leastBits = 2_048;
const selectorForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Undefined where nothing is given: the mail server signs, or nobody. `from`: the address that mails come from. Faults are
 * added to the list, each with its cure, and without the key.
 */
export function dkimFrom(
  texts: DkimTexts,
  from: string | undefined,
  faults: string[],
): DkimSettings | undefined {
  const [domain, selector] = [texts.domain?.toLowerCase(), texts.selector?.toLowerCase()];
  // In a variable of one line, line breaks are written \n.
  const key = texts.key?.replaceAll('\\n', '\n');
  if (domain === undefined && selector === undefined && key === undefined) return undefined;
  const before = faults.length;
  if (domain === undefined || !isDomain(domain)) {
    faults.push('DKIM_DOMAIN: must be the domain that signs, like example.org');
  } else if (from !== undefined && !isOf(from, domain)) {
    faults.push(
      'DKIM_DOMAIN: must be the domain of MAIL_FROM, or one above it: others prove nothing of the address',
    );
  }
  if (selector === undefined || !selectorForm.test(selector)) {
    faults.push('DKIM_SELECTOR: must be the name of the key in the DNS, like mail2026');
  }
  if (key === undefined || !isKey(key)) {
    faults.push(
      `DKIM_KEY: must be a private RSA key of ${leastBits} bits or more, in PEM; make one with: openssl genrsa ${leastBits}`,
    );
  }
  if (domain === undefined || selector === undefined || key === undefined) return undefined;
  return faults.length > before ? undefined : { domain, selector, key };
}

function isOf(address: string, domain: string): boolean {
  const own = address.slice(address.lastIndexOf('@') + 1);
  return own === domain || own.endsWith(`.${domain}`);
}

function isKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= leastBits;
  } catch {
    return false;
  }
}
