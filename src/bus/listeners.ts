import type { Announcement, Undo } from './bus.ts';

/** The listeners to announcements or, as `Listeners<Notice>`, to notices in this process. */
export class Listeners<What = Announcement> {
  private readonly all = new Set<(what: What) => void>();

  add(listener: (what: What) => void): Undo {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  tell(what: What): void {
    for (const listener of this.all) listener(what);
  }
}
