import type { Announcement, Undo } from './bus.ts';

/** The listeners to announcements in this process. */
export class Listeners {
  private readonly all = new Set<(announcement: Announcement) => void>();

  add(listener: (announcement: Announcement) => void): Undo {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  tell(announcement: Announcement): void {
    for (const listener of this.all) listener(announcement);
  }
}
