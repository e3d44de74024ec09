/** Acts that are repeated side by side, can be paused together, and say what failed. */
export class Rhythm {
  readonly failures: string[] = [];
  #timers: NodeJS.Timeout[] = [];
  #running = new Set<Promise<void>>();
  #isPaused = false;

  /** Acts so often; a turn that comes while the one before is under way, or in a pause, is left out. */
  every(ms: number, act: () => Promise<unknown>): void {
    let isRunning = false;
    const turn = async () => {
      isRunning = true;
      await act().catch((error: unknown) => this.failures.push(String(error)));
      isRunning = false;
    };
    const timer = setInterval(() => {
      if (isRunning || this.#isPaused) return;
      const running = turn().finally(() => this.#running.delete(running));
      this.#running.add(running);
    }, ms);
    this.#timers.push(timer);
  }

  /** No act begins until `resume`. Resolves when all that were under way have ended. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    await Promise.all(this.#running);
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Ends it for good. Resolves when all that were under way have ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.pause();
  }
}
