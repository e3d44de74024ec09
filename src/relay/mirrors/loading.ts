import { isErasingKind } from '../../feed/change-kinds.ts';
import type { Change } from '../../feed/change.ts';
import { segmentChanges, type LogHead } from '../../feed/messages.ts';
import { emptySnapshot, type Snapshot } from '../../feed/snapshot.ts';
import type { Mark } from '../../log/read-shapes.ts';
import { maxTailChanges, Tail } from '../../log/tail.ts';
import { readHead, readSegment } from '../../remote/answers.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import { changesIn } from '../answers.ts';
import { pause, type RelayTime } from '../time.ts';
import type { Upstream } from '../upstream.ts';

/** What a relay keeps of a feed. `mark`: the feed's latest takedown, undefined before the first. */
export interface Kept {
  readonly tail: Tail;
  readonly mark: Mark | undefined;
}

/** Missed changes that are fetched for a tail; behind more, it begins anew. As many as our own ticker fetches. */
export const maxMissed = 2_048;
/** Segments that are fetched at the same time. */
const atOnce = 4;
const patience = { tries: 4, waitMs: 300 } as const;

/** The log that changes are asked of: its position, and its latest takedown. */
type Under = Pick<LogHead, 'epoch' | 'tag' | 'scrubbed'>;

/** The changes after one number up to another, which may lie within segments. */
interface Range {
  readonly after: number;
  readonly until: number;
}

/** Reads parts of a feed's log at an upstream. All throw a RemoteFault, or the Refusal `unavailable`. */
export class Loading {
  constructor(
    private readonly upstream: Upstream,
    readonly feed: string,
    private readonly time: RelayTime,
  ) {}

  /** Undefined: there is no such feed. Past caches: this is for who must know where the log is now. */
  async head(): Promise<LogHead | undefined> {
    const answer = await this.upstream.json(`${this.calls}/head`, { 'cache-control': 'no-cache' });
    return answer === undefined ? undefined : { feed: this.feed, ...readHead(answer) };
  }

  /** The tail that leads to a snapshot of the upstream. */
  async tailOf(snapshot: Snapshot): Promise<Kept> {
    const head = await this.headFrom(snapshot);
    const first = Math.max(0, snapshot.seq - maxTailChanges);
    const changes = await this.changes(head, { after: first, until: snapshot.seq }, snapshot.tag);
    const mark = markOf(head, changes);
    return { tail: Tail.of(snapshot, replayed(snapshot, changes)), mark };
  }

  /** The changes after `seq`, oldest first, until the position `to`; undefined where they are too many. */
  async missed(seq: number, to: Snapshot): Promise<readonly Change[] | undefined> {
    if (to.seq - seq > maxMissed) return undefined;
    return this.changes(await this.headFrom(to), { after: seq, until: to.seq }, to.tag);
  }

  /**
   * Changes as the log has them under the latest takedown that `head` names: an older answer of a cache may still have the
   * texts that were taken down. They follow one another, and the last one has the tag `to` where that is known.
   */
  async changes(head: Under, range: Range, to?: string): Promise<readonly Change[]> {
    const changes = await this.segments(head, range);
    if (areWhole(changes, to)) return changes;
    // After a restore the log has other changes at the same addresses, and caches keep those of before for good. They have
    // never seen an address that names the present position.
    const again = await this.segments(head, range, `&to=${to ?? head.tag}`);
    if (areWhole(again, to)) return again;
    throw contradiction();
  }

  private async segments(
    { epoch, scrubbed }: Under,
    { after, until }: Range,
    more = '',
  ): Promise<readonly Change[]> {
    const first = Math.floor(after / segmentChanges);
    const count = Math.max(0, Math.ceil(until / segmentChanges) - first);
    const parts: (readonly Change[])[] = Array.from({ length: count }, () => []);
    const left = parts.keys();
    const fetchNext = async () => {
      for (const at of left) {
        const path = `${this.calls}/log/${epoch}/${first + at}?v=${scrubbed}${more}`;
        const answer = await this.upstream.json(path);
        if (answer === undefined) throw contradiction();
        parts[at] = changesIn(readSegment(answer, epoch, first + at), this.feed);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, fetchNext));
    return parts.flat().filter(({ seq }) => seq > after && seq <= until);
  }

  /** Where the log is, at this snapshot or behind it: an older answer would name an older takedown. */
  private async headFrom({ epoch, seq }: Snapshot): Promise<LogHead> {
    for (let left = patience.tries; left > 0; left -= 1) {
      const head = await this.head();
      if (head?.epoch === epoch && head.seq >= seq) return head;
      await pause(this.time, patience.waitMs);
    }
    throw contradiction();
  }

  private get calls(): string {
    return `/api/v1/feeds/${this.feed}`;
  }
}

/**
 * The changes that lead to a snapshot, taken one by one by the acceptance rule, so that each takedown among them clears
 * those before it. Throws where they do not lead there.
 */
export function replayed(to: Snapshot, changes: readonly Change[]): readonly Change[] {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) {
    if (to.seq === 0) return [];
    throw contradiction();
  }
  const before = { epoch: first.epoch, seq: first.seq - 1, tag: first.prev };
  const tail = Tail.of(emptySnapshot(to.feed, before, to.info), []);
  for (const change of changes) if (tail.ingest(change) !== 'next') throw contradiction();
  if (last.seq !== to.seq || last.tag !== to.tag || last.epoch !== to.epoch) throw contradiction();
  return tail.latest(changes.length);
}

function areWhole(changes: readonly Change[], to: string | undefined): boolean {
  const follow = changes.every(({ prev }, n) => n === 0 || prev === changes[n - 1]?.tag);
  return follow && (to === undefined || changes.length === 0 || changes.at(-1)?.tag === to);
}

/** The latest takedown up to a head. One that is older than these changes is somewhere before them. */
function markOf({ scrubbed, seq }: LogHead, changes: readonly Change[]): Mark | undefined {
  if (scrubbed === '0') return undefined;
  const known = changes.findLast(({ kind }) => isErasingKind(kind));
  return known?.tag === scrubbed ? { seq: known.seq, tag: scrubbed } : { seq, tag: scrubbed };
}

export function contradiction(): RemoteFault {
  return new RemoteFault('contradicts itself: its changes do not lead to where it says it is');
}
