import type { Undo } from '../bus/bus.ts';
import type { Change } from '../feed/change.ts';
import { isKnownKind } from '../feed/change-kinds.ts';
import type { Snapshot } from '../feed/snapshot.ts';

/** Listens to the changes of the feeds in memory. */
export interface HubListener {
  /** A feed's next change, in order, exactly once. It may be of a kind that this version does not know. */
  readonly onChange: (change: Change) => void;
  /**
   * The log has another history than this instance knew: every reader of the feed must start anew from the snapshot.
   */
  readonly onReset: (feed: string, snapshot: Snapshot) => void;
}

/** Kinds that were reported, each once. */
const maxToldKinds = 100;

/** The listeners to a hub's changes. One that throws harms no other, and does not end the process. */
export class HubListeners {
  private readonly all = new Set<HubListener>();
  private readonly toldKinds = new Set<string>();

  constructor(
    private readonly held: (feed: string) => Snapshot | undefined,
    private readonly strange: (feed: string, what: string) => void,
  ) {}

  add(listener: HubListener): Undo {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  /**
   * A listener that threw has passed the change on to some of its readers, or to none: all of its readers start anew
   * from the snapshot in memory.
   */
  change(change: Change): void {
    const { feed, kind } = change;
    if (!isKnownKind(kind)) this.tellOnce(feed, kind);
    for (const listener of this.all) {
      try {
        listener.onChange(change);
      } catch (error) {
        this.strange(feed, `a listener threw, its readers start anew: ${String(error)}`);
        const snapshot = this.held(feed);
        if (snapshot !== undefined) this.resetOne(listener, feed, snapshot);
      }
    }
  }

  reset(feed: string, snapshot: Snapshot): void {
    for (const listener of this.all) this.resetOne(listener, feed, snapshot);
  }

  private resetOne(listener: HubListener, feed: string, snapshot: Snapshot): void {
    try {
      listener.onReset(feed, snapshot);
    } catch (error) {
      this.strange(feed, `a listener cannot start anew: ${String(error)}`);
    }
  }

  private tellOnce(feed: string, kind: string): void {
    if (this.toldKinds.has(kind) || this.toldKinds.size >= maxToldKinds) return;
    this.toldKinds.add(kind);
    this.strange(
      feed,
      `a change of the kind "${kind}", which this version does not know, is passed on as it is.`,
    );
  }
}
