import { accept } from '../../src/feed/acceptance.ts';
import { apply } from '../../src/feed/apply.ts';
import type { Change } from '../../src/feed/change.ts';
import { positionOf } from '../../src/feed/position.ts';
import { newest, snapshotItems, type Snapshot } from '../../src/feed/snapshot.ts';
import { RawSocket } from './attacks/raw-socket.ts';

/** The entries that a view keeps: enough that a whole snapshot remains after takedowns. */
const keptItems = 5 * snapshotItems;

/** What the readers of a crowd have in common. */
export interface Common {
  readonly feed: string;
  /** Where to connect next: any instance serves any reader. */
  readonly pickUrl: () => string;
  /** A message as it came, parsed once for all who get the same. */
  readonly parse: (text: string) => readonly [string, unknown];
  readonly attempted: () => void;
  /** How long to wait before try `attempt` after a lost connection, in milliseconds. */
  readonly backoffMs: (attempt: number) => number;
  readonly arrived: (change: Change) => void;
}

/** A `crawling` one reads a byte a second once it stalls; a quick one then reads nothing. */
export type Pace = 'quick' | 'crawling';

/**
 * One of thousands of readers: it has the protocol, the reducer and the back-off of our own client, and lists every
 * broken promise. To be cheap it has no other road than the socket, no page and no screen.
 */
export class CrowdReader {
  readonly broken: string[] = [];
  resets = 0;
  returns = 0;
  view: Snapshot | undefined;
  isLive = false;
  #common: Common;
  #pace: Pace;
  #socket: RawSocket | undefined;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(common: Common, pace: Pace = 'quick') {
    this.#common = common;
    this.#pace = pace;
    this.#connect();
  }

  /** The newest of what it sees, as a snapshot of the server would be. */
  get newest(): Snapshot | undefined {
    return this.view === undefined ? undefined : newest(this.view, snapshotItems);
  }

  stall(): void {
    if (this.#pace === 'crawling') this.#socket?.crawl();
    else this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  leave(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.isLive = false;
    this.#socket?.close();
  }

  #connect(): void {
    this.leave();
    this.#common.attempted();
    const socket = new RawSocket(
      this.#common.pickUrl(),
      { opened: () => undefined, text: (text) => this.#hear(text), closed: () => this.#lost() },
      this.#pace === 'crawling',
    );
    this.#socket = socket;
  }

  #lost(): void {
    this.isLive = false;
    // After `bye` the time of the next try is set already.
    if (this.#retry !== undefined) return;
    this.#retryIn(this.#common.backoffMs(this.#attempt));
    this.#attempt += 1;
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.returns += 1;
      this.#connect();
    }, ms);
  }

  /** Engine.IO 4 and Socket.IO 5 packets: 0 open, 2 ping, 40 connect, 41 and 44 the end, 42 an event. */
  #hear(text: string): void {
    if (text === '2') this.#socket?.send('3');
    else if (text.startsWith('0')) this.#socket?.send(`40${JSON.stringify(this.#auth())}`);
    else if (text.startsWith('42')) this.#take(...this.#common.parse(text));
    else if (text.startsWith('41') || text.startsWith('44')) {
      this.#socket?.close();
      this.#lost();
    }
  }

  #auth() {
    const position = this.view === undefined ? {} : positionOf(this.view);
    return { v: 1, subs: [{ feed: this.#common.feed, ...position }] };
  }

  #take(event: string, message: unknown): void {
    switch (event) {
      case 'snapshot':
        this.#live();
        return this.#startAnew(message as Snapshot & { readonly reset?: string });
      case 'sync': {
        this.#live();
        const { changes, seq, tag } = message as Snapshot & { readonly changes: readonly Change[] };
        for (const change of changes) this.#apply(change, 'sync');
        if (this.view?.seq !== seq || this.view.tag !== tag)
          this.broken.push('sync ends elsewhere');
        return;
      }
      case 'change':
        return this.#apply(message as Change, 'change');
      case 'bye':
        return this.#retryIn(Math.random() * (message as { withinMs: number }).withinMs);
      case 'refused':
        this.broken.push(`refused: ${(message as { code: string }).code}`);
    }
  }

  #live(): void {
    this.#attempt = 0;
    this.isLive = true;
  }

  #startAnew({ reset, ...snapshot }: Snapshot & { readonly reset?: string }): void {
    if (this.view !== undefined && reset === undefined)
      this.broken.push('snapshot without a reset');
    if (reset !== undefined) this.resets += 1;
    this.view = snapshot;
  }

  #apply(change: Change, how: string): void {
    const { view } = this;
    const acceptance = view === undefined ? 'gap' : accept(view, () => undefined, change);
    if (view === undefined || acceptance !== 'next') {
      this.broken.push(`${how} ${change.seq} at ${view?.seq ?? 'nothing'}`);
      return;
    }
    const next = apply(view, change);
    this.view = next.items.length > 2 * keptItems ? newest(next, keptItems) : next;
    this.#common.arrived(change);
  }
}
