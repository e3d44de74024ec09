import { needsToken, type FeedInfo } from '../../feed/feed-info.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { InsiderProof, Insiders } from '../../http/newsroom/insiders.ts';
import type { KeyRing } from './key-ring.ts';
import { checkToken, tokenFaults } from './reader-token.ts';

/** What somebody shows who asks for a feed. */
export interface Shown {
  readonly token: string | undefined;
  readonly proof: InsiderProof;
}

/** Until when somebody may read a feed; in milliseconds of the system's clock, or Infinity. */
export interface Pass {
  readonly endsAtMs: number;
  /** Whether it was asked for: false while the feed is open to all. */
  readonly isAsked: boolean;
}

const openToAll: Pass = { endsAtMs: Infinity, isAsked: false };

/**
 * Decides who may read a feed for signed-in readers: whoever shows a token that a key of the feed has signed, and the people
 * of the newsroom. Every way out asks here. Also the injection token.
 */
export class FeedGate {
  private insiders: Pick<Insiders, 'reads'> | undefined;

  constructor(
    /** Undefined: this server has no keys, because it is a relay. */
    private readonly keys: Pick<KeyRing, 'of'> | undefined,
    private readonly clock: { readonly now: () => number } = Date,
  ) {}

  /** Tells who the people of the newsroom are; until then nobody is one. */
  know(insiders: Pick<Insiders, 'reads'>): void {
    this.insiders = insiders;
  }

  /** Throws `token_required`. A feed that is open to all costs nothing; a token costs an HMAC for each key. */
  async pass(
    { feed, info }: { readonly feed: string; readonly info: FeedInfo },
    { token, proof }: Shown,
  ): Promise<Pass> {
    if (!needsToken(info)) return openToAll;
    if (this.keys === undefined) throw refused('A relay shows no feed for signed-in readers.');
    if (token !== undefined) {
      const checked = checkToken(token, feed, await this.keys.of(feed), this.clock.now());
      if (checked.kind === 'good') return { endsAtMs: checked.endsAtMs, isAsked: true };
      throw refused(tokenFaults[checked.fault]);
    }
    if (await this.insiders?.reads(feed, proof)) return { endsAtMs: Infinity, isAsked: true };
    throw tokenNeeded();
  }
}

/** For who has no token, or had one that has ended. */
export function tokenNeeded(): Refusal {
  return refused('This feed is for signed-in readers: its site gives them a token.');
}

function refused(detail: string): Refusal {
  return new Refusal('token_required', detail);
}
