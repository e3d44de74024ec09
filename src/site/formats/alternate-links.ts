import { h, type Element } from '../../feed/draw/markup.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { formats } from './formats.ts';

/** The discovery links of a page: its feed in every format for other programs. */
export function alternateLinks(place: FeedPlace): readonly Element[] {
  return Object.entries(formats).map(([file, { type, name }]) =>
    h('link', {
      rel: 'alternate',
      type: type.split(';')[0],
      title: name,
      href: linkTo(place, `${feedPath(place.feed)}/${file}`),
    }),
  );
}
