import { Bus, type Announcement, type Undo } from './bus.ts';
import { Listeners } from './listeners.ts';

/** The bus of a single instance: all listeners are in this process. */
export class LocalBus extends Bus {
  private readonly listeners = new Listeners();

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
