import { parseAnnouncement, writeAnnouncement } from './announcement-text.ts';
import { Bus, type Announcement, type Undo } from './bus.ts';
import { Echo } from './echo.ts';
import { Listeners } from './listeners.ts';
import { parseNotice, writeNotice, type Notice } from './notice.ts';
import type { Pipe, PipeMessage } from './exchange.ts';

/** The bus of several instances on one machine, through the exchange in the process that started them. */
export class PipeBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly notices = new Listeners<Notice>();
  private readonly echo: Echo;
  private readonly undoPipe: Undo;

  constructor(
    private readonly pipe: Pipe,
    patienceMs = 2_000,
  ) {
    super();
    this.echo = new Echo(async (nonce) => pipe.send({ kind: 'echo', nonce }), patienceMs);
    this.undoPipe = pipe.onMessage((message) => this.hear(message));
  }

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
    this.pipe.send({ kind: 'announcement', text: writeAnnouncement(announcement) });
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  notify(notice: Notice): void {
    this.notices.tell(notice);
    // The exchange sends nothing back to where it came from, so that nobody needs a name here.
    const text = writeNotice('', notice);
    if (text !== undefined) this.pipe.send({ kind: 'notice', text });
  }

  onNotice(listener: (notice: Notice) => void): Undo {
    return this.notices.add(listener);
  }

  /** An echo of our own through the exchange. */
  ping(): Promise<void> {
    return this.echo.round();
  }

  async close(): Promise<void> {
    this.undoPipe();
  }

  private hear(message: PipeMessage): void {
    switch (message.kind) {
      case 'echo':
        return this.echo.hear(message.nonce);
      case 'announcement': {
        const announcement = parseAnnouncement(message.text);
        if (announcement !== undefined) this.listeners.tell(announcement);
        return;
      }
      case 'notice': {
        const parsed = parseNotice(message.text);
        if (parsed !== undefined) this.notices.tell(parsed.notice);
      }
    }
  }
}
