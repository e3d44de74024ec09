import { systemClock } from '../../../client/ticker/clock.ts';
import { pollingOn } from '../../../client/ticker/connect/over-http/open-polling.ts';
import type { Arrival, OpenRoad } from '../../../client/ticker/connect/road.ts';
import { accept } from '../../../src/feed/acceptance.ts';
import { apply } from '../../../src/feed/apply.ts';
import type { Change } from '../../../src/feed/change.ts';
import { positionOf } from '../../../src/feed/position.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { StreamReader } from '../../scenarios/reading/stream-reader.ts';
import { VirtualReader } from '../../virtual-reader.ts';

/** What a view keeps: enough that the newest entries remain after takedowns, and no more in an hour. */
const keptItems = 5 * snapshotItems;

/** A reader whose view is compared with the authority's, entry by entry. */
export interface StrictReader {
  readonly view: Snapshot | undefined;
  /** What was twice, out of order, or a step back without a reason. */
  readonly broken: readonly string[];
  /** Called once a second: lets go of what a reader of a test keeps for ever, and comes back after a loss. */
  readonly tend: () => void;
  readonly leave: () => void;
}

export type StrictKind = (feed: string, pickUrl: () => string) => StrictReader;

/** A stock client of Socket.IO. */
export const bySocket: StrictKind = (feed, pickUrl) => {
  const reader = new VirtualReader(feed, pickUrl);
  reader.connect();
  return {
    get view() {
      return reader.view;
    },
    broken: reader.broken,
    tend: () => (reader.view = trimmed(reader.view)),
    leave: () => reader[Symbol.dispose](),
  };
};

/** An EventSource. */
export const byStream: StrictKind = (feed, pickUrl) => {
  const reader = new StreamReader(feed);
  reader.connect(pickUrl());
  return {
    get view() {
      return reader.view;
    },
    broken: reader.broken,
    tend: () => {
      reader.events.length = 0;
      reader.view = trimmed(reader.view);
      if (reader.ended) reader.connect(pickUrl());
    },
    leave: () => reader.leave(),
  };
};

/** Our own client's last road. */
export const byPolling: StrictKind = (feed, pickUrl) => new PollingReader(feed, pickUrl);

class PollingReader implements StrictReader {
  readonly broken: string[] = [];
  view: Snapshot | undefined;
  #road: OpenRoad;
  #isLost = false;

  constructor(
    private readonly feed: string,
    private readonly pickUrl: () => string,
  ) {
    this.#road = this.#open();
  }

  tend(): void {
    if (this.#isLost) this.#road = this.#open();
    this.#isLost = false;
    this.view = trimmed(this.view);
  }

  leave(): void {
    this.#isLost = false;
    this.#road.close();
  }

  #open(): OpenRoad {
    const position = () => (this.view === undefined ? {} : positionOf(this.view));
    return pollingOn(systemClock)(
      `${this.pickUrl()}/`,
      () => ({ v: 1, subs: [{ feed: this.feed, ...position() }] }),
      {
        opened: () => undefined,
        lost: () => (this.#isLost = true),
        heard: (arrival) => this.#take(arrival),
      },
    );
  }

  #take({ event, body }: Arrival): void {
    if (event === 'snapshot') {
      const { reset, ...snapshot } = body;
      if (this.view !== undefined) this.broken.push(`started anew: ${reset ?? 'without a reset'}`);
      this.view = snapshot;
    } else if (event === 'sync') for (const change of body.changes) this.#apply(change);
    else this.broken.push(event);
  }

  #apply(change: Change): void {
    const { view } = this;
    if (view === undefined || accept(view, () => undefined, change) !== 'next') {
      this.broken.push(`polled ${change.seq} at ${view?.seq ?? 'nothing'}`);
      return;
    }
    this.view = apply(view, change);
  }
}

function trimmed(view: Snapshot | undefined): Snapshot | undefined {
  return view && view.items.length > 2 * keptItems ? newest(view, keptItems) : view;
}
