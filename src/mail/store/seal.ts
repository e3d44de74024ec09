import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** What a link is for. */
export type Purpose = 'confirm' | 'unsubscribe';

/**
 * Keeps addresses unreadable for whoever has the database without the key: encrypted, found by keyed hashes, and with links
 * that need no stored secret. Each use has a key of its own (HKDF, RFC 5869).
 */
export class Seal {
  private readonly cipherKey: Buffer;
  private readonly hashKey: Buffer;
  private readonly linkKey: Buffer;

  constructor(key: string) {
    const keyFor = (use: string) =>
      Buffer.from(hkdfSync('sha256', key, '', `dateline mail ${use}`, 32));
    this.cipherKey = keyFor('address');
    this.hashKey = keyFor('lookup');
    this.linkKey = keyFor('link');
  }

  seal(text: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.cipherKey, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined for what was sealed with another key, or changed since. */
  open(sealed: string): string | undefined {
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

  hash(text: string): string {
    return createHmac('sha256', this.hashKey).update(text).digest('base64url');
  }

  /** The secret of a link about a subscription; `until` binds one that confirms to the request it answers. */
  token(purpose: Purpose, id: string, until = ''): string {
    return `${id}.${this.signature(purpose, id, until)}`;
  }

  isToken(token: string, purpose: Purpose, id: string, until = ''): boolean {
    const [given, right] = [Buffer.from(token), Buffer.from(this.token(purpose, id, until))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private signature(purpose: Purpose, id: string, until: string): string {
    const signed = JSON.stringify([purpose, id, until]);
    return createHmac('sha256', this.linkKey).update(signed).digest('base64url');
  }
}

/** The id of the subscription that a link is about; undefined for what has not the form of one. */
export function idIn(token: string): string | undefined {
  return /^([0-9a-f-]{36})\.[\w-]{43}$/.exec(token)?.[1];
}
