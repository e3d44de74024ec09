import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { Shares } from '../../http/shares.ts';
import type { WrongKeys } from '../../http/wrong-keys.ts';

/** Reports at once, and then a second: after breaking news to many, a provider has many. Each asks the database. */
const pace = { burst: 1_000, perSecond: 50 };

/** Proves that a report comes from who was given MAIL_REPORTS_TOKEN. Also the injection token. */
export class ReportDoor {
  private readonly shares = new Shares(pace);

  /** Without a token, nobody reports. */
  constructor(
    private readonly token: string | undefined,
    private readonly wrongKeys: Pick<WrongKeys, 'refusal'>,
  ) {}

  /** Throws `not_signed_in`, the same whether the token is wrong or none was set, and `too_many_requests`. */
  async enter(token: string, request: IncomingMessage): Promise<void> {
    if (this.token === undefined || !timingSafeEqual(hashOf(token), hashOf(this.token))) {
      const wrong = new Refusal('not_signed_in', 'This address takes no reports.');
      throw await this.wrongKeys.refusal(request, wrong);
    }
    const waitMs = this.shares.take('');
    if (waitMs > 0) throw tooManyRequests('Too many reports.', waitMs);
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
