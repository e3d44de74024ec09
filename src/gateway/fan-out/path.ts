import type { Batch } from './batch.ts';
import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Due } from './due.ts';

/** The paths a batch can take to the kernel, the fastest first. All but `stock` are on our engine. */
export const pathNames = ['uring', 'ffi', 'js', 'node', 'stock'] as const;
export type PathName = (typeof pathNames)[number];

/**
 * Writes a batch to readers' sockets. On every path a reader receives its bytes in the order of the calls, behind
 * everything written to it in other ways. Bytes that the kernel does not take wait, and are written later without
 * another call.
 */
export abstract class Path {
  abstract readonly name: PathName;

  /**
   * Sends the batch to each of these readers, once. Never throws and never waits; a broken connection is noticed by its
   * stream. Calls no code outside the path: a reader that was clear at the beginning is clear until its turn.
   */
  abstract send(due: Due, batch: Batch): void;
}

/**
 * By what a connection promises, and nothing past it. `node`: through Node's streams, the last resort on our engine, and
 * what other paths do with a reader that is not clear. `stock`: through Socket.IO's own Engine.IO, on which it is the
 * only path.
 */
export class PlainPath extends Path {
  constructor(override readonly name: 'node' | 'stock') {
    super();
  }

  override send({ outlets }: Due, batch: Batch): void {
    for (const outlet of outlets) outlet.say(framesFor(outlet, batch));
  }
}

/** What a reader is to be sent of a batch. */
export function framesFor(outlet: ReaderOutlet, batch: Batch): Buffer {
  return outlet.deflates ? batch.deflatedFrames : batch.frames;
}
