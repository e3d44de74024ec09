import { Refusal } from '../../feed/refusal.ts';
import type { Log } from '../../log/log.ts';
import type { Publisher } from '../publisher.ts';

const batch = 50;

/**
 * Publishes embargoed items when their time has come: asks the log once a second. Every instance does;
 * the log lets one of them win each item.
 */
export class EmbargoRelease {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
    private readonly onError: (error: unknown) => void,
    private readonly intervalMs = 1_000,
  ) {}

  open(): void {
    this.timer = setTimeout(() => void this.tick(), this.intervalMs * (0.8 + 0.4 * Math.random()));
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Publishes what is due; an item another instance took first is theirs. */
  async releaseDue(): Promise<void> {
    for (const { feed, id } of await this.log.dueDrafts(batch)) {
      try {
        await this.publisher.releaseDraft(feed, id);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'unknown_item') throw error;
      }
    }
  }

  private async tick(): Promise<void> {
    try {
      await this.releaseDue();
    } catch (error) {
      this.onError(error);
    }
    if (this.timer !== undefined) this.open();
  }
}
