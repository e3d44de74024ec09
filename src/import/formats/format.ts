import type { Source } from '../told/source.ts';
import type { Told } from '../told/told.ts';

/** A form in which stories come. One file each, and a line in formats.ts. */
export interface Format {
  /** What people read of it. */
  readonly title: string;
  /** Whether a source that begins so is of this form. */
  fits(beginning: string): boolean;
  /**
   * What a source tells, oldest first where it can be told; never more of it in memory than an entry, or the 16 MB that one document
   * may have. Throws the refusal of a source that cannot be read.
   */
  read(source: Source, nowMs: number): AsyncIterable<Told>;
}
