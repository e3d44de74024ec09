import { Bus, type Announcement, type Undo } from './bus.ts';
import { Listeners } from './listeners.ts';
import type { Notice } from './notice.ts';

/** The bus of a single instance: all listeners are in this process. */
export class LocalBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly notices = new Listeners<Notice>();

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  notify(notice: Notice): void {
    this.notices.tell(notice);
  }

  onNotice(listener: (notice: Notice) => void): Undo {
    return this.notices.add(listener);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
