import type { Change, ChangeContent } from '../../src/feed/change.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Item } from '../../src/feed/item.ts';
import type { SnapshotMessage } from '../../src/feed/messages.ts';

const info: FeedInfo = { title: 'A feed', lang: 'en', timezone: 'UTC', coverage: 'open' };

/** A small log in memory, with the messages that a server would send. */
export class FeedOf {
  readonly changes: Change[] = [];

  constructor(
    readonly feed = 'feed',
    private readonly epoch = 'e1',
  ) {}

  get tag(): string {
    return this.changes.at(-1)?.tag ?? `${this.epoch}-0`;
  }

  get seq(): number {
    return this.changes.length;
  }

  append(content: ChangeContent, tag = `${this.epoch}-${this.seq + 1}`): Change {
    const at = timeOf(this.seq + 1);
    const change: Change = {
      feed: this.feed,
      epoch: this.epoch,
      seq: this.seq + 1,
      prev: this.tag,
      tag,
      at,
      ...content,
    };
    this.changes.push(change);
    return change;
  }

  post(headline: string, fields: Partial<Item> = {}): Change {
    return this.append({ kind: 'post', item: itemOf(this.seq + 1, { headline, ...fields }) });
  }

  /** The feed as it is with these items, newest first. */
  snapshot(items: readonly Item[] = [], fields: Partial<SnapshotMessage> = {}): SnapshotMessage {
    const { feed, epoch, seq, tag } = this;
    return { feed, epoch, seq, tag, info, items, pinned: null, more: null, ...fields };
  }
}

export function itemOf(n: number, fields: Partial<Item> = {}): Item {
  return {
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    rev: 1,
    body: [],
    bylines: [],
    breaking: false,
    key: false,
    pinned: false,
    tags: [],
    postedAt: timeOf(n),
    updatedAt: timeOf(n),
    ...fields,
  };
}

function timeOf(n: number): string {
  return new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
}
