import type { Change } from '../feed/change.ts';
import type { Notice } from './notice.ts';

/** Says that a feed has a new change. Usually carries the change, so that no instance has to read the log. */
export interface Announcement {
  readonly feed: string;
  /** Absent when it was too long to carry, and for a feed that was just created: look into the log. */
  readonly change?: Change;
  /** The span that measures the announcement (W3C `traceparent`), where it is measured; releases before pass it over. */
  readonly trace?: string;
}

export type Undo = () => void;

/**
 * Carries announcements to every instance, this one included. Best effort by design: an announcement may be lost,
 * doubled, late or reordered, and every instance still converges on the log (see the hub's sweep).
 */
export abstract class Bus {
  /**
   * Never throws and never waits, because the change is committed already. This instance's own listeners are called at
   * once.
   */
  abstract announce(announcement: Announcement): void;

  abstract onAnnouncement(listener: (announcement: Announcement) => void): Undo;

  /**
   * Gives a notice to every instance, this one's own listeners included, at once. It may be lost: who depends on it asks
   * again after a while. Never throws and never waits.
   */
  abstract notify(notice: Notice): void;

  abstract onNotice(listener: (notice: Notice) => void): Undo;

  /** Proves by an echo that announcements arrive; rejects when they do not. */
  abstract ping(): Promise<void>;

  /** Milliseconds since an echo last came back; undefined for a bus within this machine, which cannot be cut off. */
  get echoAgeMs(): number | undefined {
    return undefined;
  }

  abstract close(): Promise<void>;
}
