import { hold, standsAt, takeIn, type Holding } from '../../client/ticker/store/holding.ts';
import type { FeedMessage } from '../../client/ticker/connect/link.ts';
import type { Undo } from '../../src/bus/bus.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Server, Session } from './server.ts';
import { told, type Ledger } from './judging/ledger.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Weather } from './weather.ts';

/**
 * An unanswered question is put again after this. The ticker waits as behind relays, each of which may rest for a second before
 * it asks the next; where there are none, a shorter time changes nothing but the time.
 */
export const answersWithin = { usual: 1_500, behindRelays: 10_000 } as const;

/** A reader: the ticker's own reducer on a wire that keeps order, loses frames and breaks at any point. */
export class ModelReader {
  holding: Holding | undefined;
  movedMs = 0;
  /** Frames that will not arrive although the connection lives. */
  framesToLose = 0;
  private wire: { readonly instance: Server; readonly session: Session } | undefined;
  /** Whether this connection lost a frame: otherwise nothing can be missing on it. */
  private isHoled = false;
  private question: Undo | undefined;

  constructor(
    readonly feed: string,
    private readonly time: VirtualTime,
    private readonly weather: Weather,
    private readonly ledger: Ledger,
    /** Any server serves any reader. */
    private readonly another: () => Server,
    private readonly answerMs: number,
  ) {}

  get isConnected(): boolean {
    return this.wire !== undefined;
  }

  /** Leaves where it is, and connects there with its position. */
  connect(instance: Server): void {
    this.disconnect();
    const session = this.session();
    this.wire = { instance, session };
    this.isHoled = false;
    this.ask();
  }

  disconnect(): void {
    const { wire } = this;
    this.wire = undefined;
    this.answered();
    if (wire === undefined) return;
    // The server notices later.
    this.time.after(this.weather.frameMs, () => wire.instance.leave(wire.session));
  }

  /** Takes nothing for a while. */
  stall(ms: number): void {
    if (this.wire !== undefined) this.wire.session.stalledUntilMs = this.time.nowMs + ms;
  }

  /** As a page that is loaded anew. */
  forget(): void {
    this.disconnect();
    this.holding = undefined;
  }

  private session(): Session {
    let arrivesMs = 0;
    const session: Session = {
      feed: this.feed,
      stalledUntilMs: 0,
      deliver: (message) => {
        if (this.framesToLose > 0) {
          this.framesToLose -= 1;
          this.isHoled = true;
          return;
        }
        const soonMs = this.time.nowMs + this.weather.frameMs;
        arrivesMs = Math.max(arrivesMs, soonMs, session.stalledUntilMs);
        this.time.after(arrivesMs - this.time.nowMs, () => this.hear(session, message));
      },
      refuse: () => {
        if (this.wire?.session === session) this.askAgainAfter(500);
      },
      lost: () => {
        if (this.wire?.session !== session) return;
        this.disconnect();
        this.time.after(200, () => {
          if (!this.isConnected) this.connect(this.another());
        });
      },
    };
    return session;
  }

  private ask(): void {
    const { wire } = this;
    if (wire === undefined) return;
    const position = standsAt(this.holding);
    this.time.after(this.weather.frameMs, () => {
      if (this.wire !== wire) return;
      if (wire.instance.isAlive) wire.instance.subscribe(wire.session, position);
      else wire.session.lost();
    });
    this.askAgainAfter(this.answerMs);
  }

  private askAgainAfter(ms: number): void {
    this.answered();
    this.question = this.time.after(ms, () => this.ask());
  }

  private answered(): void {
    this.question?.();
    this.question = undefined;
  }

  private hear(session: Session, message: FeedMessage): void {
    if (this.wire?.session !== session) return;
    if (message.event === 'snapshot' || message.event === 'sync') this.answered();
    const outcome = takeIn(this.holding, message);
    switch (outcome.kind) {
      case 'in-step':
        return;
      case 'replaced':
        if (message.event === 'snapshot') this.become(hold(message.body));
        return;
      case 'advanced':
        this.step(outcome.changes);
        this.become(outcome.holding);
        return;
      case 'behind':
        if (!this.isHoled) this.ledger.leftOut(message.event, message.body, standsAt(this.holding));
        this.step(outcome.changes);
        if (outcome.holding !== undefined) this.become(outcome.holding);
        if (this.question === undefined) this.ask();
    }
  }

  private become(holding: Holding): void {
    if (this.holding !== holding) this.movedMs = this.time.nowMs;
    this.holding = holding;
  }

  /** Exactly the next, of the same history, once. */
  private step(changes: readonly Change[]): void {
    let at = standsAt(this.holding);
    for (const change of changes) {
      if (at !== undefined && (change.seq !== at.seq + 1 || change.prev !== at.tag)) {
        this.ledger.note(`a reader at ${told(at)} applied ${told(change)}`);
      }
      at = change;
    }
  }
}
