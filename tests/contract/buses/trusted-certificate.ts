import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificate, type Certificate } from '../../services/certificate.ts';

let made: { readonly certificate: Certificate; readonly before: readonly string[] } | undefined;

/** A certificate for all services of a file that speak TLS, by an authority that this process trusts. */
export function trustedCertificate(): Certificate {
  if (made === undefined) {
    const before = getCACertificates('default');
    made = { certificate: makeCertificate(), before };
    setDefaultCACertificates([...before, readFileSync(made.certificate.authority, 'utf8')]);
  }
  return made.certificate;
}

/** Trusts it no longer. */
export function dropCertificate(): void {
  if (made === undefined) return;
  setDefaultCACertificates(made.before);
  made.certificate.drop();
  made = undefined;
}
