import type { Change } from '../../feed/change.ts';
import type { Position } from '../../feed/position.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { ByeMessage, HeadMessage, RefusedMessage, ResetReason } from '../../feed/wire.ts';

/**
 * Server-Sent Events as bytes (WHATWG HTML §9.2). What is kept in memory is encoded once, however many
 * streams it goes to. Only what moves a reader on has an `id`: a beacon must not skip what was missed.
 */
export class EventFrames {
  private readonly changes = new WeakMap<Change, Buffer>();
  private readonly snapshots = new WeakMap<Snapshot, Map<ResetReason | undefined, Buffer>>();

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
}

export function headFrame(head: HeadMessage): Buffer {
  return frame('head', head);
}

/** `retryMs` is what a plain EventSource waits before it comes back. */
export function byeFrame(bye: ByeMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('bye', bye)]);
}

export function refusedFrame(refused: RefusedMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('refused', refused)]);
}

/** The first bytes: a comment, so that a proxy that waits for some has them. */
export function openingFrame(feed: string, retryMs: number): Buffer {
  return Buffer.concat([Buffer.from(`: ${feed}\n`), retryFrame(retryMs)]);
}

/** The position an event's id names, or undefined when it is none of ours. */
export function readEventId(id: string): Position | undefined {
  const [, epoch = '', digits = '', tag = ''] =
    /^([^:]{1,64}):(\d{1,16}):([^:]{1,64})$/.exec(id) ?? [];
  const seq = Number(digits);
  return epoch !== '' && Number.isSafeInteger(seq) ? { epoch, seq, tag } : undefined;
}

/** JSON has no line breaks, so that one `data` line carries it. */
function frame(event: string, data: object, position?: Position): Buffer {
  const id = position && `id: ${position.epoch}:${position.seq}:${position.tag}\n`;
  return Buffer.from(`${id ?? ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function retryFrame(ms: number): Buffer {
  return Buffer.from(`retry: ${Math.round(ms)}\n\n`);
}
