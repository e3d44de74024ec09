import type { Delivery } from '../send/mail-server.ts';
import type { Audience } from '../store/audience.ts';
import type { MailQueue } from '../store/subscription.ts';

/** What an operator watches of mail; nothing where mail is not configured. Also the injection token. */
export class MailNumbers {
  /** What became of the attempts of this instance. */
  readonly outcomes: Record<Delivery['kind'], number> = {
    sent: 0,
    down: 0,
    again: 0,
    refused: 0,
    never: 0,
  };
  /** What the mail provider has reported to this instance. */
  readonly reports: Record<'bounce' | 'complaint', number> = { bounce: 0, complaint: 0 };

  constructor(private readonly audience?: Pick<Audience, 'queue'>) {}

  /** Whether mail is configured. */
  get isOn(): boolean {
    return this.audience !== undefined;
  }

  /** What waits in the whole deployment. */
  async queue(): Promise<MailQueue | undefined> {
    return this.audience?.queue();
  }
}
