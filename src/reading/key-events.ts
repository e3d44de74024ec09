import { itemIdOf, type Change } from '../feed/change.ts';
import { isTombstone, newestFirst, type Item } from '../feed/item.ts';
import { samePosition, type Position } from '../feed/position.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { Hub } from '../hub/hub.ts';
import type { LogReads } from '../log/log-reads.ts';

/** How many stand beside a feed. */
const maxEvents = 50;
/** Feeds remembered: at some 50 KB each where bodies are long, 10 MB. The longest unused goes. */
const maxFeeds = 200;
/** For the log to answer; a page is better without old key events than late. */
const patienceMs = 1_000;

/** What a feed's pages tell beside its newest items. */
export interface KeyEventList {
  /** Newest first. */
  readonly items: readonly Item[];
  /** When the feed's first change came. */
  readonly startedAt: string | undefined;
  /** Nothing is missing; false while the log is away and nothing is remembered. */
  readonly isWhole: boolean;
}

interface Known extends KeyEventList {
  readonly position: Position;
}

/**
 * The key events of the feeds and when each began: read from the log once, then kept up by the changes in memory, so
 * that pages are drawn while the log is away.
 */
export class KeyEvents {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<Known>>();

  constructor(
    private readonly hub: Pick<Hub, 'changes'>,
    private readonly log: Pick<LogReads, 'items' | 'read'>,
  ) {}

  /** As of the snapshot, or newer. While the log is away and nothing is remembered: those among its own items. */
  async of(snapshot: Snapshot): Promise<KeyEventList> {
    const { feed } = snapshot;
    const known = this.known.get(feed);
    const brought = known === undefined ? undefined : await this.bringUp(known, snapshot);
    if (brought !== undefined) return this.remember(feed, brought);
    try {
      return this.remember(feed, await this.ask(snapshot));
    } catch {
      return { items: keysAmong(snapshot), startedAt: known?.startedAt, isWhole: false };
    }
  }

  private remember(feed: string, known: Known): Known {
    this.known.delete(feed);
    this.known.set(feed, known);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= maxFeeds) break;
      this.known.delete(oldest);
    }
    return known;
  }

  /** Undefined where memory does not reach, or the log has another history. */
  private async bringUp(known: Known, snapshot: Snapshot): Promise<Known | undefined> {
    const { position } = known;
    if (samePosition(position, snapshot)) return known;
    if (position.epoch !== snapshot.epoch) return undefined;
    const changes = await this.hub.changes(snapshot.feed, position.seq);
    const [first] = changes ?? [];
    const last = changes?.at(-1);
    if (changes === undefined || first === undefined || last === undefined) return undefined;
    if (first.seq !== position.seq + 1 || first.prev !== position.tag) return undefined;
    const items = changes.reduce(withChange, known.items).slice(0, maxEvents);
    return { ...known, items, startedAt: known.startedAt ?? first.at, position: last };
  }

  private ask(snapshot: Snapshot): Promise<Known> {
    const { feed } = snapshot;
    const asked = this.asking.get(feed) ?? this.read(snapshot);
    this.asking.set(feed, asked);
    const forget = () => this.asking.delete(feed);
    // An answer that is late for this page is there for the next one.
    const keep = (known: Known) => {
      forget();
      if (!this.known.has(feed)) this.remember(feed, known);
    };
    asked.then(keep, forget);
    return withPatience(asked);
  }

  /** As of a position that the reading cannot be behind: later changes are laid over it, and change nothing twice. */
  private async read({ feed, epoch, seq, tag }: Snapshot): Promise<Known> {
    const [page, [first]] = await Promise.all([
      this.log.items(feed, { key: true, limit: maxEvents }),
      this.log.read(feed, 0, 1),
    ]);
    const items = (page?.items ?? []).filter((entry): entry is Item => !isTombstone(entry));
    return { items, startedAt: first?.at, isWhole: true, position: { epoch, seq, tag } };
  }
}

function keysAmong({ items }: Snapshot): readonly Item[] {
  return items.filter((entry): entry is Item => !isTombstone(entry) && entry.key);
}

/** The key events after one more change, newest first. */
function withChange(items: readonly Item[], change: Change): readonly Item[] {
  const id = itemIdOf(change);
  const entry = 'item' in change ? change.item : undefined;
  if (entry === undefined && change.kind !== 'takedown') return items;
  const others = items.filter((item) => item.id !== id);
  if (entry === undefined || isTombstone(entry) || !entry.key) return others;
  return [...others, entry].sort(newestFirst);
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(new Error('The log does not answer.')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
