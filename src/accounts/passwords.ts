import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { tooManyRequests } from '../feed/refusal.ts';

const derive = promisify(argon2) as (
  algorithm: 'argon2id',
  parameters: Argon2Parameters,
) => Promise<Buffer>;

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. A hash names its own, so that they can be raised. */
const memoryKiB = 19_456;
const passes = 2;
const hashBytes = 32;

/** Hashes that are made at the same time: each takes 19 MiB, and a thread of four that readers need, too. */
const maxAtOnce = 1;
/** Further ones that may wait: at 40 ms each the last of them waits for a second. */
const maxWaiting = 25;

/** Makes and checks the hashes of passwords (argon2id, as a PHC string), a few at a time. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** Of a password that nobody has: an unknown name takes as long as a wrong password. */
  #nobodys: Promise<string> | undefined;

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await this.#derive(password, salt, { memory: memoryKiB, passes });
    return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${unpadded(salt)}$${unpadded(hash)}`;
  }

  /** Whether this is the password of a stored hash; for undefined, false after the same time. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    this.#nobodys ??= this.hash(randomBytes(16).toString('base64url'));
    const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(
      stored ?? (await this.#nobodys),
    );
    if (parts === null) return false;
    const [, memory, times, salt = '', hash = ''] = parts;
    const made = await this.#derive(password, Buffer.from(salt, 'base64'), {
      memory: Number(memory),
      passes: Number(times),
    });
    const right = Buffer.from(hash, 'base64');
    return right.length === made.length && timingSafeEqual(right, made) && stored !== undefined;
  }

  async #derive(
    password: string,
    nonce: Buffer,
    cost: { readonly memory: number; readonly passes: number },
  ): Promise<Buffer> {
    await this.#turn();
    try {
      // The same letters may be typed in several ways (RFC 8265 §4.2).
      const message = Buffer.from(password.normalize('NFC'));
      return await derive('argon2id', {
        ...cost,
        message,
        nonce,
        parallelism: 1,
        tagLength: hashBytes,
      });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  /** Resolves when it is this one's turn; who has had a turn hands it on. */
  async #turn(): Promise<void> {
    if (this.#running < maxAtOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= maxWaiting) {
      throw tooManyRequests('Too many people sign in at the same time.', 2_000);
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
