import { writerOf, type Byline, type Writer } from '../../feed/byline.ts';
import { isSafeUrl } from '../../feed/draw/markup.ts';
import type { Place } from '../shell/place.ts';
import { wholeAddress } from './whole-address.ts';

/** Who wrote an item, for documents that are read elsewhere: whole addresses, and none that is not safe. */
export function authorOf(place: Place, byline: Byline): Writer {
  const { picture, url, ...writer } = writerOf(byline);
  return {
    ...writer,
    ...(picture !== undefined && isSafeUrl(picture) && { picture: wholeAddress(place, picture) }),
    ...(url !== undefined && isSafeUrl(url) && { url: wholeAddress(place, url) }),
  };
}
