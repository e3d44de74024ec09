import { h, type Element } from '../../feed/draw/markup.ts';
import type { Position } from '../../feed/position.ts';
import { linkTo, type Place } from '../shell/place.ts';

/** The script that applies changes to a page without a ticker (client/site/still-page-script.ts). */
export function stillScript(place: Place): Element {
  return h('script', { src: linkTo(place, 'assets/still.js'), defer: true });
}

/** The attributes that the script reads: the feed, and its position when the page was drawn. */
export function drawnAt(feed: string, { epoch, seq, tag }: Position) {
  return {
    'data-feed': feed,
    'data-epoch': epoch,
    'data-seq': String(seq),
    'data-tag': tag,
  };
}
