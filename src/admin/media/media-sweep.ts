import { Refusal } from '../../feed/refusal.ts';
import type { Media } from '../../media/media.ts';

const everyMs = 500;
const tidyEveryMs = 3_600_000;

/** Removes the files of erased pictures: of those that went with their last item, and of those erased elsewhere; and those of none. */
export class MediaSweep {
  #timers: readonly NodeJS.Timeout[] = [];
  #isRunning = false;

  constructor(
    private readonly media: Pick<Media, 'removeErased' | 'removeOrphans'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(): void {
    this.#timers = [
      setInterval(() => void this.#remove(), everyMs).unref(),
      setInterval(() => void this.media.removeOrphans().catch(this.#failed), tidyEveryMs).unref(),
    ];
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #remove(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    await this.media.removeErased().catch(this.#failed);
    this.#isRunning = false;
  }

  /** That the database or the store is away is said elsewhere. */
  readonly #failed = (error: unknown): void => {
    if (!(error instanceof Refusal)) this.onError(error);
  };
}
