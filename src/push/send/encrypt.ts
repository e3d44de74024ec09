import { createECDH, ECDH } from 'node:crypto';
import ece from 'http_ece';
import type { BrowserAddress } from '../store/browser-address.ts';

const curve = 'prime256v1';

/** A message that its browser alone can read (RFC 8291, aes128gcm), under a key of its own. */
export function encrypt(text: string, { p256dh, auth }: BrowserAddress): Buffer {
  const privateKey = createECDH(curve);
  privateKey.generateKeys();
  return ece.encrypt(Buffer.from(text), {
    version: 'aes128gcm',
    privateKey,
    dh: p256dh,
    authSecret: auth,
  });
}

/** Whether a text is a public key of a browser: a point of P-256, uncompressed, base64url. */
export function isPublicKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, curve);
    return true;
  } catch {
    return false;
  }
}
