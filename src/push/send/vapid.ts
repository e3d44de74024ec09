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

/** Proves to push services who sends (VAPID, RFC 8292): one signature for each service and half of its time. */
export class Vapid {
  private readonly kept = new Map<string, Kept>();

  /** `contact`: a mailto: or https: address under which a push service reaches the operator. */
  constructor(
    private readonly keys: VapidKeys,
    private readonly contact: string,
  ) {}

  /** The `Authorization` of a message to an endpoint. */
  authorization(endpoint: string, nowMs = Date.now()): string {
    const { origin } = new URL(endpoint);
    const now = Math.floor(nowMs / 1_000);
    const known = this.kept.get(origin);
    if (known !== undefined && known.until > now) return known.header;
    const header = `vapid t=${this.token(origin, now + goodSeconds)}, k=${this.keys.publicKey}`;
    if (this.kept.size >= maxKept) this.kept.clear();
    this.kept.set(origin, { header, until: now + goodSeconds / 2 });
    return header;
  }

  /** A JSON Web Token, ES256 (RFC 7515, 7518). */
  private token(audience: string, expires: number): string {
    const claims = { aud: audience, exp: expires, sub: this.contact };
    const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const key = { key: this.keys.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }
}
