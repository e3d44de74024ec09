import { createDecipheriv, hkdfSync, type ECDH } from 'node:crypto';

/** What a browser reads of a message (RFC 8291 over RFC 8188, one record), written after the RFCs and apart from what encrypts. */
export function decrypt(body: Buffer, own: ECDH, auth: Buffer): string {
  const [salt, recordBytes, idBytes] = [body.subarray(0, 16), body.readUInt32BE(16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + idBytes);
  const sealed = body.subarray(21 + idBytes);
  if (sealed.length > recordBytes) throw new Error('A message of push has one record.');
  const derive = (
    secret: Buffer,
    by: Buffer,
    info: string,
    length: number,
    more = Buffer.alloc(0),
  ) =>
    Buffer.from(hkdfSync('sha256', secret, by, Buffer.concat([Buffer.from(info), more]), length));
  const keys = Buffer.concat([own.getPublicKey(), sender]);
  const secret = derive(own.computeSecret(sender), auth, 'WebPush: info\0', 32, keys);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('The record is not the last.');
  return padded.subarray(0, end).toString();
}
