import { createHmac, timingSafeEqual } from 'node:crypto';
import { Vault } from '../../outbox/vault.ts';

/** What a link is for. */
export type Purpose = 'confirm' | 'unsubscribe';

/** What guards addresses of mail, and makes links that need no stored secret. */
export class Seal extends Vault {
  private readonly linkKey: Buffer;

  /** `earlier`: of the key that this one takes the place of. Links of mails that were sent with it lead on. */
  constructor(
    key: string,
    private readonly earlier?: Seal,
  ) {
    super(key, 'mail', earlier);
    this.linkKey = this.keyFor('link');
  }

  /** The secret of a link about a subscription; `until` binds one that confirms to the request it answers. */
  token(purpose: Purpose, id: string, until = ''): string {
    return `${id}.${this.signature(purpose, id, until)}`;
  }

  isToken(token: string, purpose: Purpose, id: string, until = ''): boolean {
    const [given, right] = [Buffer.from(token), Buffer.from(this.token(purpose, id, until))];
    if (given.length === right.length && timingSafeEqual(given, right)) return true;
    return this.earlier?.isToken(token, purpose, id, until) ?? false;
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
