import type { Change } from '../../feed/change.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { segmentChanges, type LogSegment } from '../../feed/wire.ts';
import { Encoded } from '../../http/encoded.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Log } from '../../log/log.ts';
import { ShortMemory } from '../../reading/short-memory.ts';
import type { TakedownMark, TakedownMarks } from '../../reading/takedown-marks.ts';

/** A segment as it is sent. `lasting`: under this mark it will never be another. */
export interface WrittenSegment {
  readonly written: Encoded;
  /** Names its state, without quotes. */
  readonly etag: string;
  readonly lasting: boolean;
  readonly mark: string;
}

/** A full one is some 100 KB: some hundred of them. */
const maxBytes = 16 * 1024 * 1024;

/** The aligned pieces of the feeds' logs: the newest from memory, older ones from the log, a moment remembered. */
export class LogSegments {
  private readonly read = new ShortMemory<readonly Change[]>(maxBytes);
  private readonly written = new ShortMemory<Encoded>(maxBytes, ({ bytes }) => 2 * bytes.length);

  constructor(
    private readonly hub: Hub,
    private readonly log: Log,
    private readonly marks: TakedownMarks,
  ) {}

  /**
   * Segment `n` of the log `epoch`. Throws `unknown_epoch`, and `not_found` beyond the head; an empty one
   * stands at the head that ends the segment before it. `asksLog` is called before the log is asked, and may throw.
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
    // The mark comes before the text: what is read after it has lost every text the mark names.
    const mark = await this.marks.of(feed, snapshot);
    const { changes, cleared } = await this.changes(snapshot, n, mark, asksLog);
    const last = changes.at(-1) ?? (after === seq ? snapshot : undefined);
    // The log went another way between two looks.
    if (last === undefined || last.epoch !== epoch) throw unknownEpoch(snapshot);
    const full = changes.length === segmentChanges;
    const etag = `${n}:${last.tag}:${mark.tag}${cleared ? '' : ':early'}`;
    const written = await this.written.get(`${feed}/${etag}`, async () =>
      write(feed, n, changes, full, last),
    );
    return { written, etag, lasting: full && cleared, mark: mark.tag };
  }

  /** `cleared`: every text the mark names is gone from them. */
  private async changes(
    { feed, epoch }: Snapshot,
    n: number,
    mark: TakedownMark,
    asksLog: () => void,
  ) {
    const after = n * segmentChanges;
    // Where memory stands comes before what it holds, for the same reason.
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
