import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { FileStore } from './file-store.ts';
import { Media } from './media.ts';
import { MediaShelf } from './media-shelf.ts';
import type { MediaStore } from './media-store.ts';
import { PictureMaker } from './picture-maker.ts';
import type { S3Settings } from './s3-settings.ts';
import { S3Store } from './s3-store.ts';

/** Where pictures are kept. */
interface Place {
  readonly dataDir: string;
  /** Undefined: in the folder `media` of the data folder. */
  readonly s3: S3Settings | undefined;
}

/**
 * Pictures for the newsroom and for readers, from one store. Throws where the settings of the store can never work. `tell`
 * hears when the store is away, and when it is back: without it everything but pictures goes on.
 */
export async function openMedia(
  database: Database,
  place: Place,
  tell: (words: string) => void,
): Promise<{ readonly media: Media; readonly shelf: MediaShelf }> {
  const store = await openStore(place, tell);
  return { media: new Media(database, store, new PictureMaker()), shelf: new MediaShelf(store) };
}

async function openStore(
  { dataDir, s3 }: Place,
  tell: (words: string) => void,
): Promise<MediaStore> {
  if (s3 === undefined) return new FileStore(join(dataDir, 'media'));
  const store = new S3Store(s3, tell);
  const fault = await store.fault();
  if (fault !== undefined) throw new Error(fault);
  return store;
}
