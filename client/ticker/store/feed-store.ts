import type { Change } from '../../../src/feed/change.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import type { Item } from '../../../src/feed/item.ts';
import type { Position } from '../../../src/feed/position.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import type { RefusedMessage, SnapshotMessage } from '../../../src/feed/messages.ts';
import type { Clock, Undo } from '../clock.ts';
import type { FetchOlder } from './fetch-older.ts';
import { GapFill } from './gap-fill.ts';
import { hold, standsAt, takeIn, takeOlder, type Holding } from './holding.ts';
import type { FetchMissed } from '../connect/over-http/fetch-missed.ts';
import type { Follower, FeedMessage, Following, Link, LinkState } from '../connect/link.ts';
import { Listeners } from './listeners.ts';
import { Question } from '../connect/question.ts';
import { hasItem, newsOf, type Screen } from './screen.ts';
import { Showing } from './showing.ts';
import { Standing, type Status } from './standing.ts';
import type { ScreenEvent, StoreEvent } from './store-event.ts';

/** One reader's view of one feed, without a DOM: the applied changes, the shown entries, and the waiting items. */
export class FeedStore implements Follower {
  readonly #events = new Listeners<StoreEvent>();
  readonly #question: Question;
  #following: Following | undefined;
  #holding: Holding | undefined;
  readonly #showing: Showing;
  readonly #standing: Standing;
  readonly #gap: GapFill;
  /** A message could not be applied: the next subscription names no position, and so brings a snapshot. */
  #doubted = false;
  #refusal: RefusedMessage | undefined;
  /** Of a signed-in reader; another one counts from the next `start`. */
  token: string | null | undefined;
  /** Of the latest `head`: the chance by which this reader reports. */
  share: number | undefined;
  #said: Status = 'idle';

  constructor(
    readonly feed: string,
    private readonly clock: Clock,
    mode: 'held' | 'shown',
    initial?: SnapshotMessage,
    fetchMissed?: FetchMissed,
  ) {
    this.#standing = new Standing(clock);
    this.#showing = new Showing(mode);
    this.#gap = new GapFill(fetchMissed);
    this.#question = new Question(clock, () => this.#following?.ask());
    this.#holding = initial && hold(initial);
    if (initial !== undefined) this.#showing.show(initial);
  }

  get screen(): Screen {
    return this.#showing.screen;
  }

  get snapshot(): Snapshot | undefined {
    return this.#holding?.snapshot;
  }

  get info(): FeedInfo | undefined {
    return this.#holding?.snapshot.info;
  }

  get refusal(): RefusedMessage | undefined {
    return this.#refusal;
  }

  get paused(): boolean {
    return this.#showing.paused;
  }

  get status(): Status {
    if (this.#refusal !== undefined) return 'refused';
    const { status } = this.#standing;
    return this.info?.coverage === 'ended' && status !== 'idle' ? 'ended' : status;
  }

  /** The time of the last message while up to date (ms since 1970, server's clock); undefined while or before that. */
  get staleSince(): number | undefined {
    return this.#standing.staleSince;
  }

  /** The milliseconds since that message; 0 while up to date. Right also where the reader's clock is wrong. */
  get staleMs(): number {
    return this.#standing.staleMs;
  }

  get nowMs(): number | undefined {
    return this.#standing.nowMs;
  }

  /** The view was replaced as a whole, because too many changes were missed; until `reveal` or `loadOlder`. */
  get jumped(): boolean {
    return this.#gap.jumped;
  }

  /** True when the loaded entries include this item, and not only its tombstone. */
  has(id: string): boolean {
    return hasItem(this.snapshot, id);
  }

  start(link: Link): void {
    this.#following ??= link.follow(this);
  }

  stop(): void {
    this.#following?.stop();
    this.#following = undefined;
    this.linkChanged('closed');
  }

  listen(listener: (event: StoreEvent) => void): Undo {
    return this.#events.add(listener);
  }

  /** Shows the waiting items; these, newest first. */
  reveal(): readonly Item[] {
    const revealed = this.#showing.release();
    this.#gap.jumped = false;
    this.#show();
    return revealed;
  }

  use(mode: 'held' | 'shown'): void {
    this.#showing.mode = mode;
    if (mode === 'shown') this.reveal();
  }

  pause(isPaused = true): void {
    this.#showing.paused = isPaused;
    if (!isPaused) this.#show();
    this.#events.tell({ kind: 'status' });
  }

  readonly resume = (): void => this.pause(false);

  /** Adds a page of older entries below the shown ones, if there is one. Rejects when it cannot be fetched. */
  async loadOlder(fetchOlder: FetchOlder): Promise<void> {
    const cursor = this.#holding?.snapshot.more ?? null;
    if (cursor === null) return;
    const page = await fetchOlder(cursor);
    const holding = this.#holding;
    if (holding === undefined || holding.snapshot.more !== cursor) return;
    this.#holding = takeOlder(holding, page);
    this.#gap.jumped = false;
    this.#show();
  }

  position(): Position | undefined {
    return this.#doubted ? undefined : standsAt(this.#holding);
  }

  receive(message: FeedMessage): void {
    if (this.#gap.drops()) return;
    const at = this.position();
    if (at !== undefined && this.#gap.isNeeded(message)) void this.#fill(message, at);
    else this.#receive(message);
  }

  refuse(refusal: RefusedMessage): void {
    this.#question.answered();
    this.#standing.fellBehind();
    this.#refusal = refusal;
    this.#tellStatus();
  }

  linkChanged(state: LinkState): void {
    this.#standing.linkChanged(state);
    this.#question.answered();
    this.#question.settle();
    if (state === 'open') this.#question.wasAsked(); // by the handshake, for every follower
    this.#tellStatus();
  }

  /** `isAnswer`: the message has just come from the server, and was not made out of the log's segments. */
  #receive(message: FeedMessage, isAnswer = true): void {
    const before = this.#holding;
    try {
      this.#hear(message, isAnswer);
    } catch (error) {
      console.error(error);
      // The message cannot be applied: the view stays as it was, and a snapshot is asked for.
      this.#holding = before;
      this.#doubted = true;
      this.#lookAgain();
    }
    this.#tellStatus();
  }

  #hear(message: FeedMessage, isAnswer: boolean): void {
    const { event } = message;
    if (event === 'snapshot') this.#doubted = false;
    if (message.event === 'head') this.share = message.body.share;
    if (event === 'snapshot' || event === 'sync') this.#question.answered();
    this.#refusal = undefined;
    const outcome = takeIn(this.#holding, message);
    if (isAnswer && outcome.kind !== 'behind' && !this.#question.open) {
      this.#standing.heard(message);
      if (event === 'change' || event === 'head') this.#question.settle();
    }
    switch (outcome.kind) {
      case 'in-step':
        return;
      case 'advanced':
      case 'replaced':
        this.#take(outcome.holding, outcome.kind === 'advanced' ? outcome.changes : []);
        break;
      case 'behind':
        if (outcome.holding && outcome.changes.length > 0)
          this.#take(outcome.holding, outcome.changes);
        this.#lookAgain();
    }
  }

  #lookAgain(): void {
    this.#standing.fellBehind();
    this.#question.ask();
  }

  async #fill(snapshot: FeedMessage, at: Position): Promise<void> {
    this.#standing.fellBehind();
    this.#question.answered();
    this.#tellStatus();
    const message = await this.#gap.instead(snapshot, at);
    this.#receive(message, this.#gap.isComplete);
    if (!this.#gap.isComplete) this.#lookAgain();
  }

  #take(holding: Holding, changes: readonly Change[]): void {
    const before = this.#holding?.snapshot;
    const after = holding.snapshot;
    this.#holding = holding;
    this.#showing.take(before, after);
    this.#show({ changes, ...newsOf(before, after) });
  }

  #show(news: Partial<Omit<ScreenEvent, 'kind'>> = {}): void {
    const snapshot = this.#holding?.snapshot;
    if (snapshot === undefined) return;
    this.#showing.show(snapshot);
    this.#events.tell({ kind: 'screen', changes: [], arrived: [], broke: [], ...news });
  }

  #tellStatus(): void {
    if (this.#said === this.status) return;
    this.#said = this.status;
    this.#events.tell({ kind: 'status' });
  }
}
