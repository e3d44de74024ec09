import { randomBytes } from 'node:crypto';
import type { SafeClient } from '../../followers/send/safe-client.ts';
import { Unanswered } from '../../followers/send/unanswered.ts';
import type { SiteDocuments } from '../site-documents.ts';
import type { HubRequests, TakenRequest } from '../store/hub-requests.ts';
import type { Subscriptions } from '../store/subscriptions.ts';

export interface VerifierSettings {
  /** How often is looked for requests whose instance has died, and for what is over. */
  readonly pollMs: number;
  /** Callbacks that one instance asks at the same time. */
  readonly maxAtOnce: number;
  /** How often a callback is asked that cannot be reached; what it answers is final. */
  readonly maxTries: number;
  readonly againSeconds: (tries: number) => number;
}

const usual: VerifierSettings = {
  pollMs: 30_000,
  maxAtOnce: 8,
  maxTries: 3,
  againSeconds: (tries) => 10 * 6 ** (tries - 1),
};

interface Parts {
  readonly requests: HubRequests;
  readonly subscriptions: Subscriptions;
  readonly documents: Pick<SiteDocuments, 'addressOf'>;
  readonly client: SafeClient;
  /** What is done at each look besides. */
  readonly upkeep: () => Promise<void>;
  /** Subscribers have changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Asks each callback whether it wants what was asked in its name (WebSub, section 5.3), and does it when it says so. Whoever names a
 * stranger's address has it asked once, or three times where it does not answer, and nothing comes of it.
 */
export class Verifier {
  private readonly settings: VerifierSettings;
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private isWanted = false;

  constructor(
    private readonly parts: Parts,
    settings: Partial<VerifierSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
  }

  /** Looks for requests now: one look at a time, and one more for all that ask meanwhile. */
  look(): void {
    this.isWanted = true;
    this.looking ??= this.lookWhileWanted();
  }

  /** Ends what is under way. It is taken up by another instance, or after the next start. */
  async close(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    await this.looking;
  }

  private async lookWhileWanted(): Promise<void> {
    clearTimeout(this.timer);
    while (this.isWanted && !this.stop.signal.aborted) {
      this.isWanted = false;
      try {
        await this.lookNow();
      } catch (error) {
        this.parts.onError(error);
      }
    }
    this.looking = undefined;
    if (this.stop.signal.aborted) return;
    const inMs = this.settings.pollMs * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.look(), inMs);
  }

  private async lookNow(): Promise<void> {
    await this.parts.upkeep();
    const { maxAtOnce } = this.settings;
    while (!this.stop.signal.aborted) {
      const taken = await this.parts.requests.take(maxAtOnce);
      if (taken.length === 0) return;
      await Promise.all(taken.map((request) => this.verify(request)));
    }
  }

  private async verify(request: TakenRequest): Promise<void> {
    const { requests, subscriptions, onChange } = this.parts;
    if (request.mode === 'denied') return this.deny(request, 'Ended by an editor of the feed.');
    // Nobody is asked for what changes nothing.
    if (request.mode === 'unsubscribe' && !(await subscriptions.has(request))) {
      return requests.drop(request);
    }
    const { leaseSeconds } = request;
    const endsAt = await subscriptions.endOf(leaseSeconds);
    const challenge = randomBytes(24).toString('base64url');
    const lease: Record<string, string> =
      request.mode === 'subscribe' ? { 'hub.lease_seconds': String(leaseSeconds) } : {};
    const reply = await this.ask(request, { 'hub.challenge': challenge, ...lease });
    if (reply === undefined) return;
    const isWanted = reply.status >= 200 && reply.status < 300 && reply.body === challenge;
    if (isWanted && request.mode === 'unsubscribe') await subscriptions.unsubscribe(request);
    if (isWanted && request.mode === 'subscribe') {
      const reason = await subscriptions.subscribe(request, endsAt);
      if (reason !== undefined) return this.deny(request, reason);
      onChange();
    }
    await requests.drop(request);
  }

  /** Tells a callback that there is no subscription (section 5.2). */
  private async deny(request: TakenRequest, reason: string): Promise<void> {
    const reply = await this.ask({ ...request, mode: 'denied' }, { 'hub.reason': reason });
    if (reply !== undefined) await this.parts.requests.drop(request);
  }

  /** What a callback answers; undefined where it gave no answer, and is asked again later, or not any more. */
  private async ask(request: TakenRequest, more: Readonly<Record<string, string>>) {
    const { requests, documents, client } = this.parts;
    const topic = documents.addressOf(request);
    const asked = new URLSearchParams({ 'hub.mode': request.mode, 'hub.topic': topic, ...more });
    const url = withQuery(request.callback, asked);
    const { signal } = this.stop;
    try {
      const headers = { 'user-agent': 'Dateline' };
      return await client.send({ method: 'GET', url, headers, signal });
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const { tries } = request;
      const { maxTries, againSeconds } = this.settings;
      // Stopped in the middle: as if it had not been begun.
      if (error.reason === 'stopped') await requests.delay(request, 0);
      else if (error.reason === 'private address' || tries >= maxTries)
        await requests.drop(request);
      else await requests.delay(request, againSeconds(tries));
      return undefined;
    }
  }
}

/** A callback with more behind what it has: a query of its own stays as it is (section 5.1). */
function withQuery(callback: string, more: URLSearchParams): string {
  return `${callback}${callback.includes('?') ? '&' : '?'}${more.toString()}`;
}
