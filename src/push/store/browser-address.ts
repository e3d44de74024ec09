/** Where a browser is reached, as its push service has given it (W3C Push API): who has it may write to the browser. */
export interface BrowserAddress {
  readonly endpoint: string;
  /** The browser's public key, an uncompressed point of P-256, base64url. */
  readonly p256dh: string;
  /** Its secret of 16 bytes, base64url. */
  readonly auth: string;
}
