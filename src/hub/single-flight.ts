/**
 * Runs a task at most once at a time for each key. Callers that come while it runs share the NEXT run: the present run
 * may have read its data before the event that these callers ask about.
 */
export class SingleFlight {
  private readonly running = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, Promise<void>>();

  run(key: string, task: () => Promise<void>): Promise<void> {
    const current = this.running.get(key);
    if (current === undefined) return this.start(key, task);
    const next = this.waiting.get(key);
    if (next !== undefined) return next;
    const queued = current
      .catch(() => undefined)
      .then(() => {
        this.waiting.delete(key);
        return this.start(key, task);
      });
    this.waiting.set(key, queued);
    return queued;
  }

  private start(key: string, task: () => Promise<void>): Promise<void> {
    const flight = task().finally(() => this.running.delete(key));
    this.running.set(key, flight);
    return flight;
  }
}
