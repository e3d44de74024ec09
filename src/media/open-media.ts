import type { Database } from '../database/database.ts';
import { Media } from './media.ts';
import { MediaShelf } from './media-shelf.ts';
import { openStore, type MediaPlace } from './open-store.ts';
import { PictureMaker } from './picture-maker.ts';

/**
 * Pictures for the newsroom and for readers, from one store. Throws where the settings of the store can never work. `tell`
 * hears when the store is away, and when it is back: without it everything but pictures goes on.
 */
export async function openMedia(
  database: Database,
  place: MediaPlace,
  tell: (words: string) => void,
): Promise<{ readonly media: Media; readonly shelf: MediaShelf }> {
  const store = await openStore(place, tell);
  return { media: new Media(database, store, new PictureMaker()), shelf: new MediaShelf(store) };
}
