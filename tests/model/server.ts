import type { FeedMessage } from '../../client/ticker/connect/link.ts';
import type { Undo } from '../../src/bus/bus.ts';
import { positionOf, type Position } from '../../src/feed/position.ts';
import type { HubReport } from '../../src/hub/hub-report.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './judging/ledger.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The gateway's numbers (src/gateway/sockets/readers.ts). */
const holdMs = 1_000;

/** The instance's end of a reader's connection. */
export interface Session {
  readonly feed: string;
  readonly deliver: (message: FeedMessage) => void;
  /** The instance could not answer, because the log cannot be reached. */
  readonly refuse: () => void;
  /** The instance is gone. */
  readonly lost: () => void;
  /** Until this time the reader reads nothing. */
  stalledUntilMs: number;
}

/** What a hub says of another history. It speaks while the server around it is still being made. */
export class Alarms {
  private hear: (feed: string, mine: Position) => void = () => undefined;
  readonly report: HubReport = {
    forked: (feed, mine) => this.hear(feed, mine),
    unreachable: () => undefined,
    strange: () => undefined,
  };

  listen(hear: (feed: string, mine: Position) => void): void {
    this.hear = hear;
  }
}

/** What serves readers: a real hub, and the gateway's rules for joining. */
export class Server {
  isAlive = true;
  private readonly places = new Map<Session, { undo: Undo | undefined }>();
  private readonly joined = new Set<Session>();
  private readonly undoSweep: Undo[] = [];

  constructor(
    feeds: readonly string[],
    protected readonly hub: Hub,
    protected readonly time: VirtualTime,
    private readonly chance: Chance,
    protected readonly ledger: Ledger,
    alarms: Alarms,
  ) {
    const told = new Map(feeds.map((feed) => [feed, ledger.toldOf(feed)]));
    alarms.listen((feed, mine) => {
      if (this.isAlive) told.get(feed)?.forked(mine);
    });
    this.hub.open();
    this.hub.listen({
      onChange: (change) => {
        if (this.isAlive) told.get(change.feed)?.change(change);
        this.broadcast(change.feed, { event: 'change', body: change });
      },
      onReset: (feed, snapshot) => {
        if (this.isAlive) told.get(feed)?.reset(snapshot);
        this.broadcast(feed, { event: 'snapshot', body: { ...snapshot, reset: 'fork' } });
      },
    });
    this.sweepLater();
  }

  get knows() {
    return this.hub['tails'];
  }

  subscribe(session: Session, position: Position | undefined): void {
    void this.admit(session, position);
  }

  leave(session: Session): void {
    const place = this.places.get(session);
    this.places.delete(session);
    this.joined.delete(session);
    place?.undo?.();
  }

  /** After silence: where each feed stands. */
  beacon(feed: string): void {
    const snapshot = this.hub.held(feed);
    if (snapshot === undefined) return;
    this.broadcast(feed, { event: 'head', body: { feed, ...positionOf(snapshot), now: '' } });
  }

  /** SIGKILL: nothing it had begun is finished. */
  kill(): void {
    this.isAlive = false;
    this.hub.close();
    for (const undo of this.undoSweep) undo();
    for (const session of this.places.keys()) session.lost();
    this.places.clear();
    this.joined.clear();
  }

  /** Joins a session like the gateway: a session has one place, and only the newest request is answered. */
  private async admit(session: Session, position: Position | undefined): Promise<void> {
    const { feed } = session;
    this.leave(session);
    const place: { undo: Undo | undefined } = { undo: undefined };
    this.places.set(session, place);
    try {
      await this.hub.snapshot(feed);
      await this.hub.attach(feed, position, (attachment) => {
        if (!this.isAlive || this.places.get(session) !== place) return;
        this.ledger.answered(feed, position, attachment);
        switch (attachment.kind) {
          case 'hold':
            place.undo = this.time.after(holdMs, () => this.subscribe(session, position));
            return;
          case 'sync': {
            const { changes } = attachment;
            const body = { feed, ...attachment.position, changes };
            this.deliver(session, { event: 'sync', body });
            break;
          }
          case 'snapshot': {
            const { snapshot, reset } = attachment;
            const body = reset === undefined ? snapshot : { ...snapshot, reset };
            this.deliver(session, { event: 'snapshot', body });
          }
        }
        this.joined.add(session);
        place.undo = this.hub.follow(feed);
      });
    } catch {
      if (this.places.get(session) !== place) return;
      this.places.delete(session);
      session.refuse();
    }
  }

  /** Every message to a reader goes through here. */
  protected deliver(session: Session, message: FeedMessage): void {
    session.deliver(message);
  }

  protected broadcast(feed: string, message: FeedMessage): void {
    if (!this.isAlive) return;
    for (const session of this.joined) {
      if (session.feed !== feed) continue;
      if (message.event === 'change' && session.stalledUntilMs > this.time.nowMs) {
        this.setAside(session, {
          ...positionOf(message.body),
          seq: message.body.seq - 1,
          tag: message.body.prev,
        });
      } else this.deliver(session, message);
    }
  }

  /** A lagging reader leaves the broadcast until it has read all waiting bytes; then it continues from its position. */
  private setAside(session: Session, position: Position): void {
    const place = this.places.get(session);
    this.joined.delete(session);
    this.time.after(session.stalledUntilMs - this.time.nowMs, () => {
      if (this.isAlive && this.places.get(session) === place) this.subscribe(session, position);
    });
  }

  /** The hub's own pace, in the model's time. */
  private sweepLater(): void {
    const run = () => {
      void this.hub
        .sweep()
        .catch(() => undefined)
        .then(() => this.isAlive && this.sweepLater());
    };
    this.undoSweep[0] = this.time.after(800 + this.chance.below(400), run);
  }
}
