import { sign } from 'node:crypto';
import type { VapidKeys } from './vapid-keys.ts';

/** RFC 8292 allows a day. */
const goodSeconds = 12 * 3_600;
/** Push services at the same time: some 500 bytes each. */
const maxKept = 100;

interface Kept {
  readonly header: string;
  readonly until: number;
}

/** Proves to push services who sends (VAPID, RFC 8292): one signature for each service, key and half of its time. */
export class Vapid {
  private readonly kept = new Map<string, Kept>();

  /** `contact`: a mailto: or https: address under which a push service reaches the operator. */
  constructor(private readonly contact: string) {}

  /** The `Authorization` of a message to an endpoint that was made with these keys. */
  authorization(endpoint: string, keys: VapidKeys, nowMs = Date.now()): string {
    const { origin } = new URL(endpoint);
    const now = Math.floor(nowMs / 1_000);
    const name = `${keys.publicKey} ${origin}`;
    const known = this.kept.get(name);
    if (known !== undefined && known.until > now) return known.header;
    const token = this.token(origin, now + goodSeconds, keys);
    const header = `vapid t=${token}, k=${keys.publicKey}`;
    if (this.kept.size >= maxKept) this.kept.clear();
    this.kept.set(name, { header, until: now + goodSeconds / 2 });
    return header;
  }

  /** A JSON Web Token, ES256 (RFC 7515, 7518). */
  private token(audience: string, expires: number, { privateKey }: VapidKeys): string {
    const claims = { aud: audience, exp: expires, sub: this.contact };
    const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }
}
