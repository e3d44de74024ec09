import type { SafeClient } from '../../followers/send/safe-client.ts';
import { Unanswered } from '../../followers/send/unanswered.ts';
import type { ReachedBrowser } from '../push-keys.ts';
import { encrypt } from './encrypt.ts';
import type { Vapid } from './vapid.ts';

/** What a browser is sent. */
export interface PushMessage {
  /** JSON. */
  readonly text: string;
  /** How long the push service keeps it for a browser that is not there. */
  readonly ttlSeconds: number;
  readonly urgency: 'normal' | 'high';
  /** Of messages with the same topic that wait for a browser, the push service keeps the latest (RFC 8030, 5.4). */
  readonly topic: string;
}

/**
 * What became of it. `again`: later, and `isBusy`: the service wants to be asked nothing until then. `mayBeTold`: the browser may
 * have it. `never`: this message is not taken. `gone`: there is no such browser any more.
 */
export type PushDelivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'never' }
  | {
      readonly kind: 'again';
      readonly isBusy: boolean;
      readonly mayBeTold: boolean;
      readonly afterSeconds?: number;
    };

/** Refusals of HTTP that say nothing of what was sent: time-out, too early, too many. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Hands messages to the push services of browsers (RFC 8030). What an endpoint leads to is chosen by whoever subscribed. */
export class PushServices {
  constructor(
    private readonly client: SafeClient,
    private readonly vapid: Vapid,
  ) {}

  /** Throws nothing that an endpoint can bring about. */
  async deliver(
    address: ReachedBrowser,
    { text, ttlSeconds, urgency, topic }: PushMessage,
    signal: AbortSignal,
  ): Promise<PushDelivery> {
    const { endpoint } = address;
    const headers = {
      authorization: this.vapid.authorization(endpoint, address.key.vapid),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(ttlSeconds),
      urgency,
      topic,
      'user-agent': 'Dateline',
    };
    const body = encrypt(text, address);
    try {
      const { status, afterSeconds } = await this.client.send({
        method: 'POST',
        url: endpoint,
        headers,
        body,
        signal,
      });
      return deliveryOf(status, afterSeconds);
    } catch (error) {
      const reason = error instanceof Unanswered ? error.reason : 'not reached';
      if (reason === 'private address') return { kind: 'gone' };
      return { kind: 'again', isBusy: false, mayBeTold: mayHaveArrived.has(reason) };
    }
  }
}

/** The reasons for which no answer came, although the message may have. */
const mayHaveArrived: ReadonlySet<string> = new Set([
  'timeout',
  'no HTTP answer',
  'stopped',
  'not reached',
]);

function deliveryOf(status: number, afterSeconds: number | undefined): PushDelivery {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status >= 400 && status < 500 && !passing.has(status)) return { kind: 'never' };
  return {
    kind: 'again',
    isBusy: status === 429 || afterSeconds !== undefined,
    // An error of a server says nothing of what it has done.
    mayBeTold: status >= 500 && status !== 503,
    ...(afterSeconds !== undefined && { afterSeconds }),
  };
}
