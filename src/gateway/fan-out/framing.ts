import type { Change } from '../../feed/change.ts';
import type { HeadMessage, SnapshotMessage } from '../../feed/messages.ts';

/** A message as bytes for the wire, the same for all readers of a protocol. */
export interface Framed {
  readonly frame: Buffer;
  /** For readers that negotiated compression. */
  readonly deflated: Buffer;
}

/** What a fan-out sends, in the form of its readers' protocol. Each message is encoded once for all readers. */
export interface Framing {
  readonly change: (change: Change) => Framed;
  readonly snapshot: (snapshot: SnapshotMessage) => Framed;
  readonly head: (head: HeadMessage) => Framed;
}
