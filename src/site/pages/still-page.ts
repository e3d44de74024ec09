import { h, type Element } from '../../feed/draw/markup.ts';
import type { Position } from '../../feed/position.ts';
import { linkTo, type Place } from '../shell/place.ts';

/** Asks for the page anew when an item on it changes (client/site/still-page-script.ts). */
export function stillScript(place: Place): Element {
  return h('script', { src: linkTo(place, 'assets/still.js'), defer: true });
}

/** What the script reads: which feed the page is of, and where the feed stood when it was drawn. */
export function drawnAt(feed: string, { epoch, seq, tag }: Position) {
  return {
    'data-feed': feed,
    'data-epoch': epoch,
    'data-seq': String(seq),
    'data-tag': tag,
  };
}
