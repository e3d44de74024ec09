import type { Log } from '../log/log.ts';

/** Counts the drafts that wait for an editor. Several who ask at once about a feed are answered by one or two reads. */
export class QueueLength {
  private readonly running = new Map<string, { readonly next: Promise<number> }>();
  private readonly current = new Map<string, Promise<number>>();

  constructor(private readonly log: Pick<Log, 'drafts'>) {}

  /** As it is after the call: a read that was under way before may have missed the latest change. */
  of(feed: string): Promise<number> {
    const waiting = this.running.get(feed);
    if (waiting !== undefined) return waiting.next;
    const before = this.current.get(feed);
    if (before === undefined) return this.read(feed);
    const next = before
      .catch(() => 0)
      .then(() => {
        this.running.delete(feed);
        return this.read(feed);
      });
    this.running.set(feed, { next });
    return next;
  }

  private read(feed: string): Promise<number> {
    const reading = this.log
      .drafts(feed)
      .then((drafts) => drafts.filter(({ state }) => state === 'submitted').length)
      .finally(() => {
        if (this.current.get(feed) === reading) this.current.delete(feed);
      });
    this.current.set(feed, reading);
    return reading;
  }
}
