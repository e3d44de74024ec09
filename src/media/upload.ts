import { mediaPath } from '../feed/media-address.ts';

/** A file that was made of an upload. */
export interface MediaFile {
  readonly name: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** Of a sound. */
  readonly seconds?: number;
  readonly bytes: number;
}

/** A picture or a sound that was uploaded. */
export interface Upload {
  readonly id: string;
  /** The name of the file it came from, for the library. */
  readonly name: string;
  /** Of that file, as it was proved to be. */
  readonly type: string;
  /** Upright, in pixels; 0 of a sound. */
  readonly width: number;
  readonly height: number;
  /** Like `#a1b2c3`: what stands in its place until it is there. */
  readonly color?: string;
  /** Smallest first, and of one size the best format first. */
  readonly files: readonly MediaFile[];
  /** RFC 3339, UTC. */
  readonly addedAt: string;
  readonly addedBy: string;
}

/** The width that items show: twice what a column of text has, and more than a phone has pixels. */
const shownWidth = 1280;

/** How long a sound is, in seconds; undefined for a picture. */
export function secondsOf({ files }: Pick<Upload, 'files'>): number | undefined {
  return files[0]?.seconds;
}

/** The address that items show. Of a picture it names a width; the format is the best that the browser takes. */
export function shownPath({ id, files }: Pick<Upload, 'id' | 'files'>): string {
  const [first] = files;
  if (first?.seconds !== undefined) return mediaPath(id, first.name);
  const widths = files.map(({ width }) => width).filter((width) => width <= shownWidth);
  return mediaPath(id, String(Math.max(...widths)));
}
