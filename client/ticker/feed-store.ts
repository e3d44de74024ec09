import type { Change } from '../../src/feed/change.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { isTombstone, type Item } from '../../src/feed/item.ts';
import type { Position } from '../../src/feed/position.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import type { ItemsPage, RefusedMessage, SnapshotMessage } from '../../src/feed/wire.ts';
import type { Clock, Undo } from './clock.ts';
import { canLay, hold, standsAt, takeIn, takeOlder, type Holding } from './holding.ts';
import type { Follower, FeedMessage, Following, Link, LinkState } from './link.ts';
import { Listeners } from './listeners.ts';
import { Question } from './question.ts';
import { emptyScreen, holdBack, newIn, screenOf, withoutTakenDown, type Screen } from './screen.ts';

/** How it stands with a feed. `live` is said only while everything the server has said is applied. */
export type Status =
  'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'ended';

/** What a store tells: how it stands, or that the feed changed (by which changes; a reset names none). */
export type StoreEvent =
  | { readonly kind: 'status' }
  | {
      readonly kind: 'screen';
      readonly changes: readonly Change[];
      readonly arrived: readonly Item[];
    };

/** A page of older entries, from wherever they are kept. */
export type FetchOlder = (cursor: string) => Promise<ItemsPage>;

/** One reader's view of one feed, without a page: what is applied, what is shown, what waits. */
export class FeedStore implements Follower {
  readonly #events = new Listeners<StoreEvent>();
  readonly #question: Question;
  #following: Following | undefined;
  #holding: Holding | undefined;
  #screen = emptyScreen;
  #held: ReadonlySet<string> = new Set();
  #paused = false;
  #link: LinkState = 'closed';
  #inStep = false;
  #tried = false;
  #heardAt: number | undefined;
  #refusal: RefusedMessage | undefined;
  #said: Status = 'idle';

  constructor(
    readonly feed: string,
    private readonly clock: Clock,
    /** Shown: new posts go straight into the list. Held: they wait for `reveal`. */
    private mode: 'held' | 'shown',
    initial?: SnapshotMessage,
  ) {
    this.#question = new Question(clock, () => this.#following?.ask());
    if (initial === undefined) return;
    this.#holding = hold(initial);
    this.#screen = screenOf(initial, this.#held);
  }

  get screen(): Screen {
    return this.#screen;
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
    return this.#paused;
  }

  get status(): Status {
    if (this.#refusal !== undefined) return 'refused';
    if (this.info?.coverage === 'ended' && this.#link !== 'closed') return 'ended';
    switch (this.#link) {
      case 'closed':
        return 'idle';
      case 'connecting':
        return this.#tried ? 'reconnecting' : 'connecting';
      case 'open':
        if (this.#inStep) return 'live';
        return this.#tried ? 'reconnecting' : 'connecting';
      case 'waiting':
        return 'reconnecting';
      case 'offline':
        return 'offline';
    }
  }

  /** When the server was last heard while in step (ms, the reader's clock); undefined while in step or before. */
  get staleSince(): number | undefined {
    return this.#inStep ? undefined : this.#heardAt;
  }

  /** Whether the feed's known entries have this item, and not only its tombstone. */
  has(id: string): boolean {
    const entry = this.snapshot?.items.find((known) => known.id === id);
    return entry !== undefined && !isTombstone(entry);
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

  /** Shows what waits. Returns the items that were revealed, newest first. */
  reveal(): readonly Item[] {
    const revealed = this.#screen.pending;
    this.#held = new Set();
    this.#show([], []);
    return revealed;
  }

  use(mode: 'held' | 'shown'): void {
    this.mode = mode;
    if (mode === 'shown' && this.#held.size > 0) this.reveal();
  }

  pause(): void {
    this.#paused = true;
    this.#events.tell({ kind: 'status' });
  }

  resume(): void {
    this.#paused = false;
    this.#show([], []);
    this.#events.tell({ kind: 'status' });
  }

  /** Lays older entries under the shown ones. Nothing happens when there are none; rejects when they cannot be had. */
  async loadOlder(fetchOlder: FetchOlder): Promise<void> {
    const cursor = this.#holding?.snapshot.more ?? null;
    if (cursor === null) return;
    const page = await fetchOlder(cursor);
    const holding = this.#holding;
    if (holding === undefined || holding.snapshot.more !== cursor) return;
    if (!canLay(holding, page))
      throw new Error('The older updates are of another state of the feed.');
    this.#holding = takeOlder(holding, page);
    this.#show([], []);
  }

  position(): Position | undefined {
    return standsAt(this.#holding);
  }

  receive(message: FeedMessage): void {
    if (message.event === 'snapshot' || message.event === 'sync') this.#question.answered();
    this.#refusal = undefined;
    const outcome = takeIn(this.#holding, message);
    if (outcome.kind !== 'behind' && !this.#question.open) {
      this.#inStep = true;
      this.#tried = true;
      this.#heardAt = this.clock.now();
      if (message.event === 'change' || message.event === 'head') this.#question.settle();
    }
    switch (outcome.kind) {
      case 'in-step':
        break;
      case 'advanced':
      case 'replaced':
        this.#take(outcome.holding, outcome.kind === 'advanced' ? outcome.changes : []);
        break;
      case 'behind':
        this.#inStep = false;
        if (outcome.holding !== undefined && outcome.changes.length > 0) {
          this.#take(outcome.holding, outcome.changes);
        }
        this.#question.ask();
    }
    this.#tellStatus();
  }

  refuse(refusal: RefusedMessage): void {
    this.#question.answered();
    this.#inStep = false;
    this.#refusal = refusal;
    this.#tellStatus();
  }

  linkChanged(state: LinkState): void {
    this.#link = state;
    this.#question.answered();
    this.#question.settle();
    this.#inStep = false;
    if (state === 'waiting' || state === 'offline') this.#tried = true;
    // The handshake asked for everybody.
    if (state === 'open') this.#question.wasAsked();
    this.#tellStatus();
  }

  #take(holding: Holding, changes: readonly Change[]): void {
    const before = this.#holding?.snapshot;
    const after = holding.snapshot;
    this.#holding = holding;
    const arrived = before === undefined ? [] : newIn(before, after);
    if (this.mode === 'held' && before !== undefined) {
      this.#held = holdBack(this.#held, before, after);
    }
    this.#show(changes, arrived);
  }

  #show(changes: readonly Change[], arrived: readonly Item[]): void {
    const snapshot = this.#holding?.snapshot;
    if (snapshot === undefined) return;
    this.#screen = this.#paused
      ? withoutTakenDown(this.#screen, snapshot)
      : screenOf(snapshot, this.#held);
    this.#events.tell({ kind: 'screen', changes, arrived });
  }

  #tellStatus(): void {
    if (this.#said === this.status) return;
    this.#said = this.status;
    this.#events.tell({ kind: 'status' });
  }
}
