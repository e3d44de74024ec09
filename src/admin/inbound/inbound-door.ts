import type { IncomingMessage } from 'node:http';
import type { FoundHook, Hooks } from '../../accounts/hooks/hooks.ts';
import { isSignedBySlack } from '../../accounts/hooks/signatures.ts';
import { hashOf, sameSecret } from '../../accounts/secret.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { Shares } from '../../http/shares.ts';
import type { WrongKeys } from '../../http/wrong-keys.ts';

/** Deliveries that one hook may make at once, and then a second: each asks the database. */
const pace = { burst: 120, perSecond: 10 };

/** Finds the hook that a call is for, and proves that its chat makes the call. */
export class InboundDoor {
  private readonly shares: Shares;

  constructor(
    private readonly hooks: Hooks,
    private readonly wrongKeys: WrongKeys,
    clock: { readonly now: () => number } = performance,
  ) {
    this.shares = new Shares(pace, clock);
  }

  /**
   * The hook of a token, whose use is noted. Throws `not_signed_in`, the same for an unknown token and a wrong signature,
   * and `too_many_requests`.
   */
  async enter(token: string, body: Buffer, request: IncomingMessage): Promise<FoundHook> {
    const hook = await this.hooks.find(hashOf(token));
    if (hook === undefined || !isProved(hook, body, request)) {
      const wrong = new Refusal('not_signed_in', 'This call is not signed as it must be.');
      throw await this.wrongKeys.refusal(request, wrong);
    }
    const waitMs = this.shares.take(hook.id);
    if (waitMs > 0) throw tooManyRequests('Too many messages by this hook.', waitMs);
    await this.hooks.used(hook);
    return hook;
  }
}

function isProved(
  { kind, proof, now }: FoundHook,
  body: Buffer,
  { headers }: IncomingMessage,
): boolean {
  switch (kind) {
    case 'slack': {
      const signed = {
        timestamp: textIn(headers['x-slack-request-timestamp']),
        signature: textIn(headers['x-slack-signature']),
      };
      return isSignedBySlack(proof, body, signed, Date.parse(now));
    }
    case 'telegram':
      return sameSecret(hashOf(textIn(headers['x-telegram-bot-api-secret-token'])), proof);
  }
}

function textIn(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
