import type { Source } from '../told/source.ts';
import type { Told } from '../told/told.ts';

/** A document of several that make a story. */
export interface Page {
  /** The address of the page behind it; undefined behind the last. */
  readonly next: string | undefined;
  /** As they are written. */
  readonly entries: () => Promise<readonly string[]>;
  /** A document like this one that has these entries, of all pages, in UTF-8. */
  readonly joined: (entries: readonly string[]) => string;
}

/** How a form comes in several documents: they are joined before they are read. Looks at one, which was had from `url`. */
export type Pages = (source: Source, url: string) => Promise<Page>;

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
