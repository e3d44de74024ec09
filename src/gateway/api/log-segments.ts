import type { Change } from '../../feed/change.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { segmentChanges, type LogSegment } from '../../feed/messages.ts';
import { Encoded } from '../../http/encoded.ts';
import type { Hub } from '../../hub/hub.ts';
import type { LogReads } from '../../log/log-reads.ts';
import { ShortMemory } from '../../reading/short-memory.ts';
import type { TakedownMark, TakedownMarks } from '../../reading/takedown-marks.ts';

/** A segment as it is sent. `lasting`: the segment at this number and this takedown mark never changes again. */
export interface WrittenSegment {
  readonly written: Encoded;
  /** Names the state of the segment; an entity tag without its quotes. */
  readonly etag: string;
  readonly lasting: boolean;
  readonly mark: string;
}

/** For each of the two memories below. A full segment is some 100 KB, so this is some hundred of them. */
const maxBytes = 16 * 1024 * 1024;

/** Remembers answers for a moment (see ShortMemory). */
export type Memory<T> = Pick<ShortMemory<T>, 'get'>;

/**
 * Segments of the feeds' logs: the newest come from memory, older ones from the log; both are remembered for a moment.
 */
export class LogSegments {
  constructor(
    private readonly hub: Hub,
    private readonly log: LogReads,
    private readonly marks: TakedownMarks,
    private readonly read: Memory<readonly Change[]> = new ShortMemory(maxBytes),
    private readonly written: Memory<Encoded> = new ShortMemory<Encoded>(
      maxBytes,
      ({ bytes }) => 2 * bytes.length,
    ),
  ) {}

  /**
   * Segment `n` of the log `epoch`. Throws the refusals `unknown_epoch`, and `not_found` when `n` lies beyond the head.
   * At a head of exactly 64n, segment n is empty and its position is the head. `asksLog` is called before the log is
   * read, and may throw to refuse the read.
   */
  async segment(
    snapshot: Snapshot,
    epoch: string,
    n: number,
    asksLog: () => void = () => undefined,
  ): Promise<WrittenSegment> {
    const { feed, seq } = snapshot;
    if (epoch !== snapshot.epoch) throw unknownEpoch(snapshot);
    const after = n * segmentChanges;
    if (after > seq) throw beyond(snapshot);
    // The mark is read before the changes: changes read later are without every text that the mark says was taken down.
    const mark = await this.marks.of(feed, snapshot);
    const { changes, cleared } = await this.changes(snapshot, n, mark, asksLog);
    const last = changes.at(-1) ?? (after === seq ? snapshot : undefined);
    // The log was replaced between the two reads.
    if (last === undefined || last.epoch !== epoch) throw unknownEpoch(snapshot);
    const full = changes.length === segmentChanges;
    const etag = `${n}:${last.tag}:${mark.tag}${cleared ? '' : ':early'}`;
    const written = await this.written.get(`${feed}/${etag}`, async () =>
      write(feed, n, changes, full, last),
    );
    return { written, etag, lasting: full && cleared, mark: mark.tag };
  }

  /** The changes of segment `n`. `cleared`: the texts of all takedowns up to the mark are gone from the changes. */
  private async changes(
    { feed, epoch }: Snapshot,
    n: number,
    mark: TakedownMark,
    asksLog: () => void,
  ) {
    const after = n * segmentChanges;
    // The position of memory is read before its changes, for the same reason as the mark above.
    const knows = (await this.hub.snapshot(feed))?.seq ?? 0;
    const held = await this.hub.changes(feed, after);
    if (held !== undefined) {
      return { changes: held.slice(0, segmentChanges), cleared: knows >= mark.seq };
    }
    const key = `${feed}/${epoch}/${n}/${mark.tag}`;
    const changes = await this.read.get(key, () => {
      asksLog();
      return this.log.read(feed, after, segmentChanges);
    });
    return { changes, cleared: true };
  }
}

function write(
  feed: string,
  n: number,
  changes: readonly Change[],
  full: boolean,
  last: Position,
): Encoded {
  const segment: LogSegment = { feed, ...positionOf(last), n, full, changes };
  return Encoded.json(segment);
}

function unknownEpoch(snapshot: Snapshot): Refusal {
  const detail = 'Start anew from the snapshot, and go on from its position.';
  return new Refusal('unknown_epoch', detail, [], { ...positionOf(snapshot) });
}

function beyond(snapshot: Snapshot): Refusal {
  const last = Math.floor(snapshot.seq / segmentChanges);
  return new Refusal('not_found', `The log ends in segment ${last}.`, [], {
    ...positionOf(snapshot),
  });
}
