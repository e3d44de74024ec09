import type { Undo } from '../../../src/bus/bus.ts';
import { keptIn, textOf } from '../../../src/relay/mirrors/kept-text.ts';
import type { Kept } from '../../../src/relay/mirrors/loading.ts';
import type { VirtualTime } from '../virtual-time.ts';

/** What a relay finds again after a restart. */
export type Found = 'all' | 'nothing' | 'an older copy';

/** See FeedCache: changes are written together, a takedown at once. */
const restMs = 2_000;

/** The files of a relay, and what it has not written yet, which a kill loses. */
export class ModelDisk {
  private readonly older = new Map<string, string>();
  private readonly waiting = new Map<string, { kept: Kept; undo: Undo }>();

  constructor(
    private readonly time: VirtualTime,
    readonly files = new Map<string, string>(),
  ) {}

  async read(feed: string): Promise<Kept | undefined> {
    const text = this.files.get(feed);
    return text === undefined ? undefined : keptIn(text, feed);
  }

  keep(feed: string, kept: Kept, atOnce: boolean): void {
    const waiting = this.waiting.get(feed);
    if (waiting !== undefined && !atOnce) {
      waiting.kept = kept;
      return;
    }
    waiting?.undo();
    const undo = this.time.after(atOnce ? 0 : restMs, () => this.write(feed));
    this.waiting.set(feed, { kept, undo });
  }

  forget(feed: string): void {
    this.waiting.get(feed)?.undo();
    this.waiting.delete(feed);
    this.files.delete(feed);
  }

  /** SIGKILL, and the disk of the one that is started after it. */
  afterKill(found: Found): ModelDisk {
    for (const { undo } of this.waiting.values()) undo();
    const files = { all: this.files, nothing: new Map(), 'an older copy': this.older }[found];
    return new ModelDisk(this.time, new Map(files));
  }

  private write(feed: string): void {
    const waiting = this.waiting.get(feed);
    this.waiting.delete(feed);
    if (waiting === undefined) return;
    const before = this.files.get(feed);
    if (before !== undefined) this.older.set(feed, before);
    this.files.set(feed, textOf(waiting.kept));
  }
}
