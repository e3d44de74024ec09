import { join } from 'node:path';
import { FileStore } from './file-store.ts';
import type { MediaStore } from './media-store.ts';
import type { S3Settings } from './s3-settings.ts';
import { S3Store } from './s3-store.ts';

/** Where pictures are kept. */
export interface MediaPlace {
  readonly dataDir: string;
  /** Undefined: in the folder `media` of the data folder. */
  readonly s3: S3Settings | undefined;
}

/** The store of a place. Throws where its settings can never work. */
export async function openStore(
  { dataDir, s3 }: MediaPlace,
  tell: (words: string) => void,
): Promise<MediaStore> {
  if (s3 === undefined) return new FileStore(join(dataDir, 'media'));
  const store = new S3Store(s3, tell);
  const fault = await store.fault();
  if (fault !== undefined) throw new Error(fault);
  return store;
}
