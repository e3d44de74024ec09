import { changeKindNames, type ChangeKind } from '../../src/feed/change-kinds.ts';
import { isTombstone, type Item } from '../../src/feed/item.ts';
import { Refusal } from '../../src/feed/refusal.ts';
import type { Command } from '../../src/log/command.ts';
import type { Instance } from './instance.ts';
import type { Step } from './schedule.ts';
import type { Store } from './store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A write that was acknowledged. */
export interface Acknowledged {
  readonly feed: string;
  readonly key: string;
  readonly tag: string;
}

/** What a schedule says of a write. */
type Write = Omit<Extract<Step, { readonly kind: 'publish' }>, 'kind'>;

/** How often of a hundred times each kind of change is tried: the model meets every kind there is. */
const shares: Readonly<Record<ChangeKind, number>> = {
  post: 43,
  edit: 14,
  correct: 6,
  strike: 4,
  unstrike: 3,
  redact: 4,
  takedown: 10,
  pin: 9,
  unpin: 4,
  feed: 3,
};

/** The kind that a number below a hundred stands for. */
function drawn(number: number): ChangeKind {
  let upTo = 0;
  for (const kind of changeKindNames) {
    upTo += shares[kind];
    if (number < upTo) return kind;
  }
  return 'post';
}

const none = { id: '', rev: 0 };

/** An editor, who repeats a write under the same key until it is answered. */
export class Editor {
  readonly acknowledged: Acknowledged[] = [];
  private writes = 0;
  private posts = 0;
  private readonly commands: Readonly<
    Record<ChangeKind, (item: Pick<Item, 'id' | 'rev'>, text: string) => Command>
  > = {
    post: (_item, text) => this.post(text),
    edit: ({ id, rev }, text) => ({ kind: 'edit', id, rev, patch: { headline: text } }),
    correct: ({ id, rev }, text) => ({
      kind: 'correct',
      id,
      rev,
      patch: { headline: text },
      note: text,
    }),
    strike: ({ id, rev }, text) => ({ kind: 'strike', id, rev, note: text }),
    unstrike: ({ id, rev }, text) => ({ kind: 'unstrike', id, rev, note: text }),
    redact: ({ id, rev }, text) => ({
      kind: 'redact',
      id,
      rev,
      patch: { headline: text },
      note: `${text}note`,
    }),
    takedown: ({ id }) => ({ kind: 'takedown', id, reason: '' }),
    pin: ({ id }) => ({ kind: 'pin', id }),
    unpin: ({ id }) => ({ kind: 'unpin', id }),
    feed: (_item, text) => titled(text),
  };

  constructor(
    private readonly store: Store,
    private readonly time: VirtualTime,
    private readonly instances: readonly Instance[],
  ) {}

  write(feed: string, { by, what, crash, later = false }: Write): void {
    this.writes += 1;
    if (later) this.store.byLaterVersion.add(`key-${this.writes}`);
    void this.send(feed, `key-${this.writes}`, this.command(feed, what), by, crash, 4);
  }

  /** Appends many changes at once, without announcements. */
  grow(feed: string, count: number, ofInfo: boolean): void {
    this.writes += 1;
    const commands = Array.from({ length: count }, (_, n) =>
      ofInfo ? titled(`${this.writes} ${n}`) : this.post(`text-${this.writes}-${n}-`),
    );
    if (count > 0) this.store.append(feed, commands, `key-${this.writes}`);
  }

  private async send(
    feed: string,
    key: string,
    command: Command,
    by: number,
    crash: boolean,
    triesLeft: number,
  ): Promise<void> {
    const instance = this.instances[by % this.instances.length];
    if (instance === undefined) return;
    if (crash) instance.isMute = true;
    try {
      const { change } = await instance.publisher.append(feed, command, { key, fingerprint: '' });
      if (instance.isAlive) this.acknowledged.push({ feed, key, tag: change.tag });
    } catch (error) {
      if (error instanceof Refusal || triesLeft === 0) return;
      this.time.after(150, () => void this.send(feed, key, command, by + 1, false, triesLeft - 1));
    }
  }

  /** A command that is possible now; when it arrives it may be refused. */
  private command(feed: string, what: number): Command {
    const items = [...this.store.entries(feed).values()].slice(-24);
    const written = items.filter((entry): entry is Item => !isTombstone(entry));
    const item = written[Math.floor(what / 100) % Math.max(1, written.length)];
    const text = `text-${this.writes}-`;
    const kind = item === undefined ? 'post' : drawn(what % 100);
    return this.commands[kind](item ?? none, text);
  }

  private post(headline: string): Command {
    const id = `00000000-0000-7000-8000-${String((this.posts += 1)).padStart(12, '0')}`;
    const flags = { breaking: false, key: false };
    const content = { headline, body: [], bylines: [], tags: [], ...flags };
    return { kind: 'post', id, content, markdown: '' };
  }
}

function titled(title: string): Command {
  return { kind: 'feed', patch: { title } };
}
