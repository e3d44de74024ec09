import { Refusal } from '../../feed/refusal.ts';
import type { Media } from '../../media/media.ts';

const everyMs = 500;
const forgetEveryMs = 3_600_000;

/** Removes the files of erased pictures: of those that went with their last item, and of those erased elsewhere. */
export class MediaSweep {
  #timers: readonly NodeJS.Timeout[] = [];
  #isRunning = false;

  constructor(
    private readonly media: Pick<Media, 'removeErased' | 'forgetErased'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(): void {
    this.#timers = [
      setInterval(() => void this.#remove(), everyMs).unref(),
      setInterval(() => void this.media.forgetErased().catch(this.#failed), forgetEveryMs).unref(),
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

  /** That the database is away is said elsewhere. */
  readonly #failed = (error: unknown): void => {
    if (!(error instanceof Refusal)) this.onError(error);
  };
}
