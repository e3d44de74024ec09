import type { Batch } from './batch.ts';
import type { Outlet } from '../engine/outlet.ts';
import type { Due } from './due.ts';

/** The paths a batch can take to the kernel, the fastest first. */
export const pathNames = ['uring', 'ffi', 'js', 'stock'] as const;
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

/** Through the stream, by what Node promises: the last resort; the others do so with a reader that is not clear. */
export class StockPath extends Path {
  override readonly name = 'stock';

  override send({ outlets }: Due, batch: Batch): void {
    for (const outlet of outlets) outlet.say(framesFor(outlet, batch));
  }
}

/** What a reader is to be sent of a batch. */
export function framesFor(outlet: Outlet, batch: Batch): Buffer {
  return outlet.deflates ? batch.deflatedFrames : batch.frames;
}
