import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';

const curve = 'prime256v1';

/** The keys by which push services know this deployment (VAPID, RFC 8292). */
export interface VapidKeys {
  /** Signs. */
  readonly privateKey: KeyObject;
  /** An uncompressed point of P-256, base64url: browsers subscribe with it. */
  readonly publicKey: string;
}

/** The keys of a private key of 32 bytes, in base64 or base64url; undefined for what is none. */
export function vapidKeysOf(secret: string): VapidKeys | undefined {
  const bytes = Buffer.from(secret, 'base64url');
  if (bytes.length !== 32 || !/^[\w+/-]+=*$/.test(secret)) return undefined;
  const ecdh = createECDH(curve);
  try {
    // Throws for 0, and for what is not below the order of the curve.
    ecdh.setPrivateKey(bytes);
  } catch {
    return undefined;
  }
  const point = ecdh.getPublicKey();
  const [d = '', x = '', y = '', publicKey = ''] = [
    bytes,
    point.subarray(1, 33),
    point.subarray(33),
    point,
  ].map((part) => part.toString('base64url'));
  const key = { kty: 'EC', crv: 'P-256', d, x, y };
  return { privateKey: createPrivateKey({ key, format: 'jwk' }), publicKey };
}
