import { isErasingKind } from '../feed/change-kinds.ts';
import { isOfThePast, type Change } from '../feed/change.ts';
import type { Entry } from '../feed/item.ts';
import { segmentChanges, type ItemsPage, type Wording } from '../feed/messages.ts';
import { Refusal } from '../feed/refusal.ts';
import { isRecord } from '../feed/shape.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import { cleared } from '../log/cleared.ts';
import { LogReads, type FeedHead, type FeedTail, type ListedHead } from '../log/log-reads.ts';
import type { FeedEntry, Mark, PageRequest, TempoSlot } from '../log/read-shapes.ts';
import { entryIn, historyIn, pageIn, snapshotIn, tombstoneIn } from './answers.ts';
import { asRead, asked } from './asked.ts';
import type { Kept } from './mirrors/loading.ts';
import type { Mirrors } from './mirrors/mirrors.ts';
import { newer } from './newer.ts';
import { slotsIn } from './slots.ts';
import { jsonOf, unavailable, type Upstream } from './upstream.ts';

/** Names that are looked up at the upstream at once: made-up ones are asked of this relay as often as anybody likes. */
const maxLookups = 50;
const maxPage = 100;
/** A takedown may come while older changes are fetched: then they are fetched anew. */
const maxReads = 3;

/**
 * The log of a relay: its upstream's, over the public addresses of a reader. What is new is here, in memory; what is older is
 * asked for when somebody asks here, and laid under what has come since.
 */
export class RelayLog extends LogReads {
  constructor(
    private readonly upstream: Upstream,
    private readonly mirrors: Mirrors,
  ) {
    super();
  }

  /** The feeds that this relay follows just now: an upstream has no list of all. */
  async feeds(): Promise<readonly ListedHead[]> {
    return this.mirrors.all.flatMap(({ head, known }) => {
      const [last] = known?.tail.latest(1) ?? [];
      const changedAt = last?.at ?? new Date(0).toISOString();
      return head === undefined ? [] : [{ ...head, changedAt }];
    });
  }

  /** Asks the upstream for each. */
  async heads(feeds: readonly string[]): Promise<readonly FeedHead[]> {
    const unknown = feeds.filter((feed) => this.mirrors.get(feed)?.known === undefined);
    if (unknown.length > maxLookups) {
      throw new Refusal('unavailable', 'Too many new addresses at once. Ask again in a moment.');
    }
    const heads = await Promise.all(
      feeds.map((feed) => (unknown.includes(feed) ? this.begin(feed) : this.look(feed))),
    );
    return heads.flatMap((head) => head ?? []);
  }

  /** As the upstream's streams have told: for the hub's sweep. Rejects while the upstream is away. */
  async toldHeads(feeds: readonly string[]): Promise<readonly FeedHead[]> {
    const heads = feeds.flatMap((feed) => this.mirrors.get(feed)?.head ?? []);
    if (this.upstream.awaySince !== undefined) throw this.away();
    return heads;
  }

  /** Since when what is known of a feed may be old; undefined while it is not. */
  staleSince(feed: string): string | undefined {
    const mirror = this.mirrors.get(feed);
    return mirror === undefined ? this.upstream.awaySince : mirror.staleSince;
  }

  async read(feed: string, afterSeq: number, limit: number): Promise<readonly Change[]> {
    for (let left = maxReads; left > 0; left -= 1) {
      const { tail, mark } = await this.feed(feed);
      const { epoch, seq, tag } = tail.position;
      const held = tail.since(afterSeq);
      if (held !== undefined) return held.slice(0, limit);
      const until = Math.min(seq, afterSeq + limit, afterSeq + 16 * segmentChanges);
      const head = { epoch, tag, scrubbed: mark?.tag ?? '0' };
      // The tail says what stands before it.
      const [first] = tail.latest(Infinity);
      const to = first?.seq === until + 1 ? first.prev : undefined;
      const loading = this.mirrors.loading(feed);
      const range = { after: afterSeq, until };
      const changes = await asked(() => loading.changes(head, range, to));
      const now = await this.feed(feed);
      const isSame = now.mark?.tag === mark?.tag && now.tail.position.epoch === epoch;
      // Another instance of the upstream may be behind this relay, and still have what was erased.
      if (isSame) return now.tail.latest(Infinity).reduce(cleared, changes);
    }
    throw unavailable('is taking down what is asked for');
  }

  async lastTakedown(feed: string): Promise<Mark | undefined> {
    return (await this.feed(feed)).mark;
  }

  /** Of imports before what is here nothing is known: they have changed nothing since. */
  async lastRewriting(feed: string): Promise<Mark | undefined> {
    const { tail, mark } = await this.feed(feed);
    const last = tail
      .latest(Infinity)
      .findLast((change) => isErasingKind(change.kind) || isOfThePast(change));
    return last === undefined ? mark : { seq: last.seq, tag: last.tag };
  }

  async tail(feed: string, limit: number): Promise<FeedTail | undefined> {
    const kept = await this.mirrors.follow(feed).arrived();
    if (kept === undefined) this.mirrors.drop(feed);
    return kept && { snapshot: kept.tail.snapshot, changes: kept.tail.latest(limit) };
  }

  async snapshotAt(feed: string, at: string, before?: string): Promise<Snapshot | undefined> {
    if (before !== undefined) throw this.notHere('older items as they were then');
    const path = `${callsOf(feed)}?at=${encodeURIComponent(at)}`;
    const answer = await this.upstream.json(path);
    if (answer === undefined) return undefined;
    const { snapshot } = asRead(() => snapshotIn(answer, feed));
    // Its words are those of then; what was taken down is gone from it all the same.
    const changes = (await this.feed(feed)).tail.latest(Infinity);
    const takedowns = changes.filter(({ kind }) => kind === 'takedown');
    const gone = new Set(takedowns.flatMap((change) => ('id' in change ? [change.id] : [])));
    const { pinned, items } = snapshot;
    const isGone = pinned !== null && gone.has(pinned.id);
    return { ...snapshot, items: newer(items, takedowns), pinned: isGone ? null : pinned };
  }

  /** Pages of the upstream have 100 entries at most: more are several of them. */
  async items(feed: string, request: PageRequest): Promise<ItemsPage | undefined> {
    let page: ItemsPage | undefined;
    let cursor = request.before;
    for (let left = request.limit; left > 0; left -= maxPage) {
      const next = await this.page(feed, request, Math.min(left, maxPage), cursor);
      if (next === undefined) return undefined;
      page = page === undefined ? next : { ...next, items: [...page.items, ...next.items] };
      if (next.next === null) break;
      cursor = next.next;
    }
    return page;
  }

  async recent(): Promise<readonly FeedEntry[]> {
    throw this.notHere('the news of several feeds');
  }

  async tempo(feed: string): Promise<readonly TempoSlot[]> {
    const answer = await this.upstream.json(`${callsOf(feed)}/tempo`);
    return asRead(() => slotsIn(answer));
  }

  async entry(feed: string, id: string): Promise<Entry | undefined> {
    const reply = await this.upstream.get(`${callsOf(feed)}/items/${id}`);
    if (reply.status === 404) return undefined;
    const told = jsonOf(reply.status === 410 ? { ...reply, status: 200 } : reply);
    const entry = asRead(() => (reply.status === 410 ? tombstoneIn(told) : entryIn(told)));
    // An answer names no position: a change is laid over it where it is newer.
    return newer([entry], (await this.feed(feed)).tail.latest(Infinity))[0];
  }

  async history(feed: string, id: string): Promise<readonly Wording[]> {
    const reply = await this.upstream.get(`${callsOf(feed)}/items/${id}/history`);
    if (reply.status === 404 || reply.status === 410) return [];
    const told = jsonOf(reply);
    return asRead(() => historyIn(told));
  }

  /** Any feed's clock is the upstream's. */
  async time(): Promise<string> {
    const [mirror] = this.mirrors.all;
    const answer = mirror && (await this.upstream.json(`${callsOf(mirror.feed)}/clock`));
    const now = isRecord(answer) ? answer['now'] : undefined;
    if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) throw this.away();
    return now;
  }

  async ping(): Promise<void> {
    if (this.upstream.awaySince !== undefined) throw this.away();
  }

  /** Nothing is written here. */
  get writeFault(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.mirrors.close();
    this.upstream.close();
  }

  private async page(
    feed: string,
    { order, key }: PageRequest,
    limit: number,
    cursor: string | undefined,
  ): Promise<ItemsPage | undefined> {
    const query = new URLSearchParams({ limit: String(limit) });
    if (order !== undefined) query.set('order', order);
    if (key === true) query.set('key', '1');
    if (cursor !== undefined) query.set(order === 'oldest' ? 'after' : 'before', cursor);
    const reply = await this.upstream.get(`${callsOf(feed)}/items?${query.toString()}`);
    if (reply.status === 404) return undefined;
    if (reply.status === 422) {
      throw new Refusal('invalid_input', 'Take the cursor from "next" or "more" of an answer.', [
        { pointer: '/before', detail: 'is no cursor of this feed' },
      ]);
    }
    const told = jsonOf(reply);
    const page = asRead(() => pageIn(told));
    const { tail } = await this.feed(feed);
    if (page.epoch !== tail.position.epoch) throw unavailable('has another history now');
    return { ...page, items: newer(page.items, tail.since(page.seq) ?? tail.latest(Infinity)) };
  }

  /** Follows a feed that is not here yet, where the upstream has it: made-up names begin nothing. */
  private async begin(feed: string): Promise<FeedHead | undefined> {
    const isThere = await asked(() => this.mirrors.loading(feed).head());
    if (isThere === undefined) return undefined;
    const mirror = this.mirrors.follow(feed);
    await mirror.arrived();
    return mirror.head;
  }

  private async look(feed: string): Promise<FeedHead | undefined> {
    const mirror = this.mirrors.get(feed);
    await asked(async () => mirror?.look());
    return mirror?.head;
  }

  private async feed(feed: string): Promise<Kept> {
    const kept = await this.mirrors.follow(feed).arrived();
    if (kept === undefined) throw unavailable('has no such feed any more');
    return kept;
  }

  private away(): Refusal {
    return unavailable(this.upstream.awayBecause ?? 'is away');
  }

  private notHere(what: string): Refusal {
    return new Refusal('not_relayed', `Ask ${this.upstream.url} for ${what}.`);
  }
}

function callsOf(feed: string): string {
  return `/api/v1/feeds/${feed}`;
}
