import { Bus, type Announcement, type Undo } from '../bus/bus.ts';
import { Listeners } from '../bus/listeners.ts';
import type { Notice } from '../bus/notice.ts';
import type { Traces } from './traces.ts';

/**
 * The same bus, whose announcements are measured where something that is measured makes them, and carry the name of their span
 * to the other instances: each measures how it takes one, all its readers together.
 */
export class TracedBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly undo: Undo;
  /** While this instance's own listeners are called, which is a part of announcing. */
  private isAnnouncing = false;

  constructor(
    private readonly bus: Bus,
    private readonly traces: Traces,
  ) {
    super();
    this.undo = bus.onAnnouncement((announcement) => this.hear(announcement));
  }

  announce(announcement: Announcement): void {
    const around = this.traces.current;
    if (around === undefined) return this.bus.announce(announcement);
    const span = this.traces.begin({
      name: 'announce',
      kind: 'producer',
      under: around.traceparent,
      facts: factsOf(announcement),
    });
    this.isAnnouncing = true;
    try {
      const carried = { ...announcement, trace: span.traceparent };
      this.traces.within(span, () => this.bus.announce(carried));
    } finally {
      this.isAnnouncing = false;
      span.end();
    }
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  notify(notice: Notice): void {
    this.bus.notify(notice);
  }

  onNotice(listener: (notice: Notice) => void): Undo {
    return this.bus.onNotice(listener);
  }

  ping(): Promise<void> {
    return this.bus.ping();
  }

  override get echoAgeMs(): number | undefined {
    return this.bus.echoAgeMs;
  }

  async close(): Promise<void> {
    this.undo();
    await this.bus.close();
  }

  private hear(announcement: Announcement): void {
    const { trace } = announcement;
    if (trace === undefined || this.isAnnouncing) return this.listeners.tell(announcement);
    const span = this.traces.begin({
      name: 'take announcement',
      kind: 'consumer',
      under: trace,
      facts: factsOf(announcement),
    });
    try {
      this.traces.within(span, () => this.listeners.tell(announcement));
    } finally {
      span.end();
    }
  }
}

function factsOf({ feed, change }: Announcement) {
  return {
    'dateline.feed': feed,
    ...(change && { 'dateline.change.kind': change.kind, 'dateline.change.seq': change.seq }),
  };
}
