import { hold, standsAt, takeIn, type Holding } from '../../../client/ticker/holding.ts';
import type { FeedMessage } from '../../../client/ticker/link.ts';
import type { Change } from '../../../src/feed/change.ts';
import type { ResetReason } from '../../../src/feed/wire.ts';
import type { Instance } from './instance.ts';

/** A reader: the ticker's own reducer, a wire that keeps order and may break, and a list of broken promises. */
export class ModelReader {
  readonly broken: string[] = [];
  readonly resets: ResetReason[] = [];
  holding: Holding | undefined;
  instance: Instance | undefined;
  private inbox: FeedMessage[] = [];
  private wantsToAsk = false;
  /** Whether this connection lost a frame: then, and only then, a gap is nobody's fault. */
  private lostFrame = false;
  /** Gaps on a connection that lost nothing: the instance left something out. */
  readonly gaps: string[] = [];

  get waiting(): number {
    return this.inbox.length;
  }

  /** Connects with its position, or asks again where it is. */
  connect(instance: Instance): void {
    this.disconnect();
    this.instance = instance;
    this.lostFrame = false;
    instance.attach(this, standsAt(this.holding));
  }

  /** What was on the wire is lost. */
  disconnect(): void {
    this.instance?.leave(this);
    this.instance = undefined;
    this.inbox = [];
    this.wantsToAsk = false;
  }

  /** The server writes; the reader has not read it yet. */
  send(message: FeedMessage): void {
    this.inbox.push(message);
  }

  /** The server could not say; the reader is tried again. */
  askLater(): void {
    this.wantsToAsk = true;
  }

  /** A frame is lost without the connection breaking. */
  loseFrame(): void {
    if (this.inbox.shift() !== undefined) this.lostFrame = true;
  }

  readOne(): void {
    const message = this.inbox.shift();
    if (message !== undefined) this.take(message);
    else if (this.wantsToAsk && this.instance !== undefined) this.askAgain(this.instance);
  }

  /** Forgets everything, as a reloaded page does. */
  reload(): void {
    this.disconnect();
    this.holding = undefined;
  }

  private askAgain(instance: Instance): void {
    this.wantsToAsk = false;
    instance.leave(this);
    instance.attach(this, standsAt(this.holding));
  }

  private take(message: FeedMessage): void {
    const before = standsAt(this.holding);
    const outcome = takeIn(this.holding, message);
    if (message.event === 'snapshot' && outcome.kind === 'replaced') {
      if (message.body.reset !== undefined) this.resets.push(message.body.reset);
      this.holding = hold(message.body);
      return;
    }
    if (outcome.kind === 'behind') {
      this.wantsToAsk = true;
      if (!this.lostFrame) this.gaps.push(`${message.event} ${message.body.seq} at ${before?.seq}`);
    }
    if (outcome.kind === 'advanced' || outcome.kind === 'behind') {
      this.checkSteps(before?.seq ?? 0, before?.tag ?? '', outcome.changes);
      this.holding = outcome.holding ?? this.holding;
    }
  }

  private checkSteps(seq: number, tag: string, changes: readonly Change[]): void {
    let at = { seq, tag };
    for (const change of changes) {
      if (change.seq !== at.seq + 1) this.broken.push(`${change.seq} after ${at.seq}`);
      if (change.prev !== at.tag) this.broken.push(`${change.seq} of another history`);
      at = change;
    }
  }
}
