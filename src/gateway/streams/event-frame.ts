import type { Change } from '../../feed/change.ts';
import type { Position } from '../../feed/position.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { ByeMessage, RefusedMessage, ResetReason } from '../../feed/messages.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';

/**
 * Encodes Server-Sent Events (WHATWG HTML §9.2). A change or snapshot is encoded once for all streams, and the bytes
 * are kept as long as its object. Only snapshots and changes have an `id`: with one, `head` would make a reader that
 * missed a change continue behind it.
 */
export class EventFrames {
  private readonly changes = new WeakMap<Change, Buffer>();
  private readonly snapshots = new WeakMap<Snapshot, Map<ResetReason | undefined, Buffer>>();

  constructor(private readonly messages: Pick<HeadMessages, 'of'>) {}

  change(change: Change): Buffer {
    const known = this.changes.get(change) ?? frame(change.kind, change, change);
    this.changes.set(change, known);
    return known;
  }

  snapshot(snapshot: Snapshot, reset: ResetReason | undefined): Buffer {
    const byReset = this.snapshots.get(snapshot) ?? new Map<ResetReason | undefined, Buffer>();
    const body = reset === undefined ? snapshot : { ...snapshot, reset };
    const known = byReset.get(reset) ?? frame('snapshot', body, snapshot);
    this.snapshots.set(snapshot, byReset.set(reset, known));
    return known;
  }

  /** The feed's position with this instance's present time. */
  head(feed: string, position: Position): Buffer {
    return frame('head', this.messages.of(feed, position));
  }
}

/** `retryMs`: how long a plain EventSource waits before it reconnects. */
export function byeFrame(bye: ByeMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('bye', bye)]);
}

export function refusedFrame(refused: RefusedMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('refused', refused)]);
}

/** The first bytes of a stream, a comment: some proxies send nothing on before the first bytes of the body. */
export function openingFrame(feed: string, retryMs: number): Buffer {
  return Buffer.concat([Buffer.from(`: ${feed}\n`), retryFrame(retryMs)]);
}

/** Parses an event's id as a position; undefined when it has another form. */
export function readEventId(id: string): Position | undefined {
  const [, epoch = '', digits = '', tag = ''] =
    /^([^:]{1,64}):(\d{1,16}):([^:]{1,64})$/.exec(id) ?? [];
  const seq = Number(digits);
  return epoch !== '' && Number.isSafeInteger(seq) ? { epoch, seq, tag } : undefined;
}

/** One event. JSON.stringify writes no line breaks, so one `data` line is enough. */
function frame(event: string, data: object, position?: Position): Buffer {
  const id = position && `id: ${position.epoch}:${position.seq}:${position.tag}\n`;
  return Buffer.from(`${id ?? ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function retryFrame(ms: number): Buffer {
  return Buffer.from(`retry: ${Math.round(ms)}\n\n`);
}
