import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { FileStore } from './file-store.ts';
import { Media } from './media.ts';
import { MediaShelf } from './media-shelf.ts';
import { PictureMaker } from './picture-maker.ts';

/** Pictures for the newsroom and for readers, from one store: the folder `media` in the data folder. */
export function openMedia(
  database: Database,
  { dataDir }: { readonly dataDir: string },
): { readonly media: Media; readonly shelf: MediaShelf } {
  const store = new FileStore(join(dataDir, 'media'));
  return { media: new Media(database, store, new PictureMaker()), shelf: new MediaShelf(store) };
}
