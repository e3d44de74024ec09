import { apply } from '../../../src/feed/apply.ts';
import { blanked } from '../../../src/feed/blank.ts';
import { itemIdOf, type Change, type ChangeContent } from '../../../src/feed/change.ts';
import type { Item } from '../../../src/feed/item.ts';
import { emptySnapshot, newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import type { FeedHead, Log } from '../../../src/log/log.ts';
import type { Choices } from './choices.ts';

export const feed = 'f';
const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const root = { epoch: 'e', seq: 0, tag: 'root' };

/**
 * A log in memory that answers late, may be away, and can be set back to an older copy of itself. Every
 * answer is of the instant it was read at, as a database's is.
 */
export class ModelLog {
  /** As appended. An older copy of a database has the texts that were taken down after it was made. */
  private rows: Change[] = [];
  private clock = 0;
  private appended = 0;
  away = false;
  /** Items whose takedown a restore has forgotten. */
  readonly undoneTakedowns = new Set<string>();

  constructor(
    private readonly choices: Choices,
    /** How a change is named. The mutation without tags names it by its place alone. */
    private readonly tagOf: (appended: number, seq: number) => string,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  /** The rows as they read now: what was taken down has no text in any of them. */
  private get changes(): readonly Change[] {
    const gone = new Map<string, string>();
    for (const row of this.rows) if (row.kind === 'takedown') gone.set(row.id, row.at);
    if (gone.size === 0) return this.rows;
    const posted = new Map(
      this.rows.flatMap((row) => ('item' in row ? [[row.item.id, row.item.postedAt]] : [])),
    );
    return this.rows.map((row) => {
      const id = itemIdOf(row) ?? '';
      const removedAt = gone.get(id);
      if (removedAt === undefined) return row;
      const { epoch, seq, tag, prev, at } = row;
      const tombstone = { id, postedAt: posted.get(id) ?? '', removedAt };
      return { feed, epoch, seq, tag, prev, at, ...blanked(row, tombstone) };
    });
  }

  /** What the log adds up to now. */
  get truth(): Snapshot {
    return this.changes.reduce(apply, emptySnapshot(feed, root, info));
  }

  append(what: number, whom: number): Change {
    this.clock += 1;
    this.appended += 1;
    const seq = this.rows.length + 1;
    const prev = this.rows.at(-1)?.tag ?? root.tag;
    const at = new Date(1_800_000_000_000 + this.clock * 1000).toISOString();
    const row = { feed, epoch: root.epoch, seq, prev, at, tag: this.tagOf(this.appended, seq) };
    const change: Change = { ...row, ...this.decide(what, whom, at) };
    this.rows.push(change);
    return change;
  }

  /** An older copy of the database takes the place of this one. */
  restore(length: number): void {
    for (const row of this.rows.slice(length)) {
      if (row.kind === 'takedown') this.undoneTakedowns.add(row.id);
    }
    this.rows = this.rows.slice(0, length);
  }

  /** The port, as far as a hub uses it. */
  asLog(): Log {
    const port = {
      heads: (feeds: readonly string[]) =>
        this.answer(() => (feeds.includes(feed) ? [this.head()] : [])),
      tail: (_feed: string, limit: number) =>
        this.answer(() => ({
          snapshot: newest(this.truth, snapshotItems),
          changes: this.changes.slice(-limit),
        })),
      read: (_feed: string, after: number, limit: number) =>
        this.answer(() => this.changes.slice(after, after + limit)),
    };
    return port as unknown as Log;
  }

  private head(): FeedHead {
    const { seq, tag } = this.rows.at(-1) ?? root;
    return { feed, epoch: root.epoch, seq, tag, info };
  }

  private async answer<T>(read: () => T): Promise<T> {
    await ticks(this.choices.below(4));
    if (this.away) throw new Error('the log is away');
    const answer = read();
    await ticks(this.choices.below(4));
    return answer;
  }

  private decide(what: number, whom: number, at: string): ChangeContent {
    const live = this.truth.items.filter((entry): entry is Item => 'rev' in entry);
    const item = live[whom % Math.max(1, live.length)];
    if (item === undefined || what < 5) return { kind: 'post', item: this.newItem(at) };
    if (what < 7) {
      const edited = {
        ...item,
        rev: item.rev + 1,
        headline: `rev ${this.appended}`,
        updatedAt: at,
      };
      return { kind: 'edit', item: edited };
    }
    if (what < 8) return { kind: 'pin', item: { ...item, pinned: true } };
    return { kind: 'takedown', id: item.id };
  }

  private newItem(at: string): Item {
    const id = `00000000-0000-7000-8000-${String(this.appended).padStart(12, '0')}`;
    const flags = { breaking: false, key: false, pinned: false };
    const lists = { body: [], bylines: [], tags: [] };
    const headline = `item ${this.appended}`;
    return { id, rev: 1, headline, ...flags, ...lists, postedAt: at, updatedAt: at };
  }
}

/** Lets other work that is ready go first, `count` times. */
export async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
}
