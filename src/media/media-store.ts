/** A file in a store. */
export interface StoredFile {
  readonly key: string;
  /** When it was written, by the store's clock, in ms since 1970. */
  readonly writtenMs: number;
}

/**
 * Where the files of uploads are kept: a folder, or a store that other machines reach too. A port. An adapter whose store is
 * away throws `media_unavailable`.
 */
export abstract class MediaStore {
  /** Kept for good when it resolves, whole or not at all. The same key is written once. */
  abstract put(key: string, bytes: Uint8Array, type: string): Promise<void>;

  /** Undefined where there is no such file. */
  abstract get(key: string): Promise<Buffer | undefined>;

  abstract has(key: string): Promise<boolean>;

  /** Removes the files of an upload, by their keys; what is not there is removed already. */
  abstract remove(keys: readonly string[]): Promise<void>;

  /** The files behind this key (from the first, for an empty one), in the order of their keys; none when there are no more. */
  abstract list(after: string): Promise<readonly StoredFile[]>;
}

/** The key of a file of an upload. */
export function mediaKey(id: string, name: string): string {
  return `${id}/${name}`;
}

/** The id of the upload that a file belongs to. */
export function mediaIdOf({ key }: StoredFile): string {
  return key.split('/')[0] ?? '';
}
