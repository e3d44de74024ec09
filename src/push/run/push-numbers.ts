import type { PushDelivery } from '../send/push-service.ts';
import type { PushAudience } from '../store/audience.ts';
import type { PushQueue } from '../store/browser.ts';

/** What an operator watches of push; nothing where push is not configured. Also the injection token. */
export class PushNumbers {
  /** What became of the attempts of this instance. */
  readonly outcomes: Record<PushDelivery['kind'], number> = {
    sent: 0,
    again: 0,
    never: 0,
    gone: 0,
  };

  constructor(private readonly audience?: Pick<PushAudience, 'queue'>) {}

  /** Whether push is configured. */
  get isOn(): boolean {
    return this.audience !== undefined;
  }

  /** What waits in the whole deployment. */
  async queue(): Promise<PushQueue | undefined> {
    return this.audience?.queue();
  }
}
