import { isSafeUrl } from '../../feed/draw/markup.ts';
import type { Item } from '../../feed/item.ts';
import { isStruck } from '../../feed/remarks.ts';
import type { Place } from '../shell/place.ts';
import { wholeAddress } from './whole-address.ts';

/** The recording of an item, for programs that fetch it by themselves. */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  readonly title: string | undefined;
  readonly seconds: number | undefined;
  readonly bytes: number | undefined;
}

const types = new Map([
  ['m4a', 'audio/mp4'],
  ['aac', 'audio/aac'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['wav', 'audio/wav'],
]);

/** Undefined without a recording, and for a struck item: what was withdrawn is fetched by nobody. */
export function enclosureOf(place: Place, item: Item): Enclosure | undefined {
  const { audio } = item;
  if (audio === undefined || isStruck(item) || !isSafeUrl(audio.url)) return undefined;
  const { url, title, seconds, bytes } = audio;
  const end = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1] ?? '';
  const type = audio.type ?? types.get(end) ?? 'audio/mpeg';
  return { url: wholeAddress(place, url), type, title, seconds, bytes };
}
