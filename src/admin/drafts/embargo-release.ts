import { theServer } from '../../log/log.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Log } from '../../log/log.ts';
import type { Publisher } from '../publisher.ts';

const batch = 50;

/**
 * Publishes embargoed and held items at their time: asks the log once a second for those that are due. Every instance does so;
 * the log lets one instance publish each item.
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

  /** Publishes the items that are due. An item that is not due any more is skipped: another instance
   * has published it, or an editor took it back. */
  async releaseDue(): Promise<void> {
    for (const { feed, id } of await this.log.dueDrafts(batch)) {
      try {
        await this.publisher.releaseDue(feed, id, theServer);
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
