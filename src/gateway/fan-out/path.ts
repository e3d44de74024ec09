import type { Batch } from './batch.ts';
import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Due } from './due.ts';

/** The paths a batch can take to the kernel, the fastest first. All but `stock` are on our engine. */
export const pathNames = ['uring', 'ffi', 'js', 'node', 'stock'] as const;
export type PathName = (typeof pathNames)[number];

/**
 * How a batch comes to readers. Whatever the path, what a reader is sent comes in the order of the calls,
 * behind all that was said to it by other ways; what the kernel does not take waits, and goes on by itself.
 */
export abstract class Path {
  abstract readonly name: PathName;

  /**
   * To each of these, none of them twice. Never throws, never waits; a connection that broke finds out by itself.
   * Runs none of the caller's code: who was clear to write to at the beginning is so until its turn.
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
