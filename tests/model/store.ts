import { isErasingKind } from '../../src/feed/change-kinds.ts';
import type { Change } from '../../src/feed/change.ts';
import { isTombstone, type Entry } from '../../src/feed/item.ts';
import type { FollowerRow } from './follower/model-follower.ts';
import { remarksOf } from '../../src/feed/remarks.ts';
import type { Position } from '../../src/feed/position.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import type { Command } from '../../src/log/command.ts';
import type { Appended, FeedHead } from '../../src/log/log.ts';
import {
  carriedOut,
  emptyState,
  headOf,
  rootTag,
  snapshotOf,
  type FeedState,
} from './feed-state.ts';

type Database = ReadonlyMap<string, FeedState>;

/** How a row is named: by the number of rows ever written, unless a mutation says otherwise. */
export type TagOf = (written: number, seq: number) => string;

/**
 * What the database holds, as values: every commit leaves a copy, and any copy can take the place of the
 * newest and grow again. Remembers what was ever lost, which the database cannot.
 */
export class Store {
  restores = 0;
  rotations = 0;
  /** Items whose takedown was rolled back at some time. */
  readonly undoneTakedowns = new Set<string>();
  /** The keys of writes that a later version carries out, beside the one that is tried here. */
  readonly byLaterVersion = new Set<string>();
  /** The rows of followers, by feed: a restore sets them back as well. */
  followers = new Map<string, FollowerRow>();
  private readonly followerCopies: (typeof this.followers)[] = [new Map()];
  private now: Database;
  private readonly copies: Database[];
  /** Tags of rows that were rolled back at some time, and names of logs that were given up. */
  private readonly everLost = new Set<string>();
  /** Every wording an item ever had, and when it was last written: a write that a restore has undone is tried again. */
  private readonly texts = new Map<string, Map<string, string>>();
  /** What was erased up to a row, by its tag: the rows of a history share what is the same. */
  private readonly erasures = new Map<string, ReadonlySet<string>>();
  private writes = 0;
  private readonly snapshots = new WeakMap<FeedState, Snapshot>();

  constructor(
    feeds: readonly string[],
    private readonly tagOf: TagOf,
  ) {
    this.now = new Map(feeds.map((feed) => [feed, emptyState(feed)]));
    this.copies = [this.now];
  }

  get feeds(): readonly string[] {
    return [...this.now.keys()];
  }

  /** One transaction; throws the Refusal and leaves nothing when a command is refused. */
  append(feed: string, commands: readonly Command[], key: string): Appended {
    const before = this.state(feed);
    const used = before.keys.get(key);
    const earlier = used === undefined ? undefined : before.rows[used - 1];
    if (earlier !== undefined) return { change: earlier, entry: undefined, repeated: true };
    const after = commands.reduce(
      (state, command) => this.written(state, command, this.byLaterVersion.has(key)),
      before,
    );
    const change = after.rows.at(-1);
    if (change === undefined) throw new Error('nothing was written');
    const keys = new Map(before.keys).set(key, after.rows.length);
    this.commit(new Map(this.now).set(feed, { ...after, keys }));
    return { change, entry: undefined, repeated: false };
  }

  /** An older copy, or one that was given up before, takes the place of what there is. */
  restore(copy: number): void {
    const chosen = this.copies[copy % this.copies.length] ?? this.now;
    this.restores += 1;
    for (const [feed, state] of this.now) {
      const kept = chosen.get(feed);
      if (kept?.epoch !== state.epoch) this.everLost.add(state.epoch);
      for (const row of state.rows) {
        if (kept?.rows[row.seq - 1]?.tag !== row.tag) this.everLost.add(row.tag);
      }
      for (const [id, entry] of state.entries) {
        const other = kept?.entries.get(id);
        if (isTombstone(entry) && other !== undefined && !isTombstone(other)) {
          this.undoneTakedowns.add(id);
        }
      }
    }
    this.now = chosen;
    const rows = this.followerCopies[copy % this.copies.length];
    for (const [feed, row] of rows ?? []) this.followers.set(feed, row);
  }

  /** The logs get a new name and keep their rows. */
  rotate(): void {
    this.rotations += 1;
    for (const { epoch } of this.now.values()) this.everLost.add(epoch);
    const epoch = `e${this.rotations}`;
    const renamed = [...this.now].map(([feed, state]) => {
      const rows = state.rows.map((row) => ({ ...row, epoch }));
      return [feed, { ...state, epoch, rows }] as const;
    });
    this.commit(new Map(renamed));
  }

  head(feed: string): FeedHead {
    return headOf(this.state(feed));
  }

  has(feed: string): boolean {
    return this.now.has(feed);
  }

  rows(feed: string): readonly Change[] {
    return this.state(feed).rows;
  }

  entries(feed: string): ReadonlyMap<string, Entry> {
    return this.state(feed).entries;
  }

  /** As the database would read it: from the tables, not from the rows. */
  snapshot(feed: string): Snapshot {
    const state = this.state(feed);
    const known = this.snapshots.get(state) ?? snapshotOf(state);
    this.snapshots.set(state, known);
    return known;
  }

  tagAt(feed: string, seq: number): string | undefined {
    return seq === 0 ? rootTag(feed) : this.rows(feed)[seq - 1]?.tag;
  }

  /** Whether the log has this position, and had it ever since it was made. */
  wasNeverLost(feed: string, { epoch, seq, tag }: Position): boolean {
    const head = this.head(feed);
    const isThere = epoch === head.epoch && this.tagAt(feed, seq) === tag;
    return isThere && !this.everLost.has(tag) && !this.everLost.has(epoch);
  }

  /** Every wording of the items that are taken down now, and those that were replaced and erased. */
  erasedTexts(feed: string): readonly string[] {
    return [...this.entries(feed).values()].flatMap((entry) => {
      const known = [...(this.texts.get(entry.id) ?? [])];
      if (isTombstone(entry)) return known.map(([text]) => text);
      const erasure = remarksOf(entry).findLast(({ kind }) => kind === 'redact');
      if (erasure === undefined) return [];
      return known.filter(([, at]) => at < erasure.at).map(([text]) => text);
    });
  }

  /** What had been erased when the log came to this row, in the history that the row is of. */
  erasedAt(tag: string): ReadonlySet<string> {
    return this.erasures.get(tag) ?? new Set();
  }

  wasEverLost(tag: string): boolean {
    return this.everLost.has(tag);
  }

  private state(feed: string): FeedState {
    const state = this.now.get(feed);
    if (state === undefined) throw new Error(`no feed ${feed}`);
    return state;
  }

  private commit(next: Database): void {
    this.now = next;
    this.copies.push(next);
    this.followerCopies.push(new Map(this.followers));
  }

  private written(state: FeedState, command: Command, isLater: boolean): FeedState {
    this.writes += 1;
    const at = new Date(1_800_000_000_000 + this.writes * 1_000).toISOString();
    const tag = this.tagOf(this.writes, state.rows.length + 1);
    const next = carriedOut(state, command, { at, tag, isLater });
    const entry = command.kind === 'feed' ? undefined : next.entries.get(command.id);
    if (entry !== undefined && !isTombstone(entry) && entry.headline !== undefined) {
      this.remember(entry.id, entry.headline, at);
    }
    // A remark quotes the item: it goes with it.
    if ('note' in command && 'id' in command) {
      this.remember(command.id, command.note, at);
    }
    const prev = state.rows.at(-1)?.tag ?? '';
    this.erasures.set(tag, this.erasedBy(command, at, this.erasures.get(prev) ?? new Set()));
    return next;
  }

  private erasedBy(command: Command, at: string, before: ReadonlySet<string>): ReadonlySet<string> {
    if (command.kind === 'feed') return before;
    const known = [...(this.texts.get(command.id) ?? [])];
    const [now, then] = [true, false].map((isNow) =>
      known.flatMap(([text, writtenAt]) => ((writtenAt === at) === isNow ? [text] : [])),
    );
    const isErasing = isErasingKind(command.kind);
    const isBack = now?.some((text) => before.has(text)) === true;
    if (!isErasing && !isBack) return before;
    const erased = new Set([...before, ...(isErasing ? (then ?? []) : [])]);
    for (const text of now ?? []) erased.delete(text);
    return erased;
  }

  private remember(id: string, text: string, at: string): void {
    const known = this.texts.get(id) ?? new Map<string, string>();
    this.texts.set(id, known.set(text, at));
  }
}
