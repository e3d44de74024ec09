/** Where the files of uploads are kept: a folder, or a store that other machines reach too. A port. */
export abstract class MediaStore {
  /** Kept for good when it resolves. The same key is written once. */
  abstract put(key: string, bytes: Uint8Array, type: string): Promise<void>;

  /** Undefined where there is no such file. */
  abstract get(key: string): Promise<Buffer | undefined>;

  abstract has(key: string): Promise<boolean>;

  /** Removes the files of an upload, by their keys; what is not there is removed already. */
  abstract remove(keys: readonly string[]): Promise<void>;
}

/** The key of a file of an upload. */
export function mediaKey(id: string, name: string): string {
  return `${id}/${name}`;
}
