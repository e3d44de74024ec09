import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Keeps addresses of readers unreadable for whoever has the database without the key: encrypted, and found by keyed hashes.
 * Each use has a key of its own (HKDF, RFC 5869).
 */
export class Vault {
  private readonly cipherKey: Buffer;
  private readonly hashKey: Buffer;

  /**
   * `room`: what the addresses are for. The same key gives each room other keys. `before`: of the key that this one takes the place
   * of, with which what was sealed then is opened.
   */
  constructor(
    private readonly key: string,
    private readonly room: 'mail' | 'push',
    private readonly before?: Vault,
  ) {
    this.cipherKey = this.keyFor('address');
    this.hashKey = this.keyFor('lookup');
  }

  seal(text: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.cipherKey, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined for what was sealed with neither key, or changed since. */
  open(sealed: string): string | undefined {
    return this.openOwn(sealed) ?? this.before?.open(sealed);
  }

  /** Whether a text was sealed with this key, and not with the one before. */
  isOwn(sealed: string): boolean {
    return this.openOwn(sealed) !== undefined;
  }

  hash(text: string): string {
    return createHmac('sha256', this.hashKey).update(text).digest('base64url');
  }

  /** A key for one more use in this room. */
  protected keyFor(use: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', `dateline ${this.room} ${use}`, 32));
  }

  private openOwn(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, ivBytes);
    try {
      const decipher = createDecipheriv(algorithm, this.cipherKey, iv);
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const text = decipher.update(bytes.subarray(ivBytes + tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
