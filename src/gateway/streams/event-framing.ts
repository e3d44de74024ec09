import type { Change } from '../../feed/change.ts';
import type { Position } from '../../feed/position.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type {
  ByeMessage,
  HeadMessage,
  RefusedMessage,
  ResetReason,
  SnapshotMessage,
} from '../../feed/messages.ts';
import type { Framed, Framing } from '../fan-out/framing.ts';
import { chunkOf } from './chunk.ts';
import { tokenNeeded } from '../../reading/signed/feed-gate.ts';

/** The `retry` after a final refusal: without it a plain EventSource would reconnect every few seconds for ever. */
export const neverMs = 86_400_000;

/**
 * The form of readers on streams: Server-Sent Events (WHATWG HTML §9.2), each in a chunk of an HTTP/1.1 body. A change or
 * snapshot is encoded once for all streams, and the bytes are kept as long as its object. Only snapshots and changes have
 * an `id`: with one, `head` would make a reader that missed a change continue behind it.
 */
export class EventFraming implements Framing {
  private readonly changes = new WeakMap<Change, Framed>();
  private readonly starts = new WeakMap<Snapshot, Map<ResetReason | undefined, Framed>>();

  change(change: Change): Framed {
    const known = this.changes.get(change) ?? framed(frame(change.kind, change, change));
    this.changes.set(change, known);
    return known;
  }

  /** A snapshot, and why a position was not accepted. */
  start(snapshot: Snapshot, reset: ResetReason | undefined): Framed {
    const byReset = this.starts.get(snapshot) ?? new Map<ResetReason | undefined, Framed>();
    const body = reset === undefined ? snapshot : { ...snapshot, reset };
    const known = byReset.get(reset) ?? this.snapshot(body);
    this.starts.set(snapshot, byReset.set(reset, known));
    return known;
  }

  snapshot(snapshot: SnapshotMessage): Framed {
    return framed(frame('snapshot', snapshot, snapshot));
  }

  head(head: HeadMessage): Framed {
    return framed(frame('head', head));
  }
}

/** `retryMs`: how long a plain EventSource waits before it reconnects. */
export function byeFrame(bye: ByeMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('bye', bye)]);
}

export function refusedFrame(refused: RefusedMessage, retryMs: number): Buffer {
  return Buffer.concat([retryFrame(retryMs), frame('refused', refused)]);
}

/** The last event of a stream whose reader needs a token, or another one. */
export function tokenNeededFrame(feed: string): Buffer {
  const { code, message, retry } = tokenNeeded();
  return refusedFrame({ feed, code, message, retry }, neverMs);
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

/** Streams are not compressed. */
function framed(event: Buffer): Framed {
  const chunk = chunkOf(event);
  return { frame: chunk, deflated: chunk };
}

/** One event. JSON.stringify writes no line breaks, so one `data` line is enough. */
function frame(event: string, data: object, position?: Position): Buffer {
  const id = position && `id: ${position.epoch}:${position.seq}:${position.tag}\n`;
  return Buffer.from(`${id ?? ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function retryFrame(ms: number): Buffer {
  return Buffer.from(`retry: ${Math.round(ms)}\n\n`);
}
