/** What is used of the library; it brings no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  interface Parameters {
    readonly version: 'aes128gcm';
    /** Ours, made for this one message. */
    readonly privateKey: ECDH;
    /** The browser's public key, base64url. */
    readonly dh: string;
    /** The browser's secret, base64url. */
    readonly authSecret: string;
  }

  const ece: { readonly encrypt: (bytes: Buffer, parameters: Parameters) => Buffer };
  export default ece;
}
