import type { Fields } from '../../feed/shape.ts';
import type { Source } from '../told/source.ts';
import type { Told } from '../told/told.ts';

/** How a form of JSON comes in several documents: they are joined before they are read. */
export interface Pages {
  /** The field of the entries. */
  readonly list: string;
  /** The address of the page behind this one, which was had from `url`; undefined behind the last. */
  next(document: Fields, url: string): string | undefined;
}

/** A form in which stories come. One file each, and a line in formats.ts. */
export interface Format {
  /** What people read of it. */
  readonly title: string;
  /** Whether a source that begins so is of this form. */
  fits(beginning: string): boolean;
  readonly pages?: Pages;
  /**
   * What a source tells, oldest first where it can be told; never more of it in memory than an entry, or the 16 MB that one document
   * may have. Throws the refusal of a source that cannot be read.
   */
  read(source: Source, nowMs: number): AsyncIterable<Told>;
}
