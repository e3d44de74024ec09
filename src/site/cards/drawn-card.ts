import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Image, Item } from '../../feed/item.ts';
import { itemPath, publicLink, type FeedPlace } from '../shell/place.ts';
import { cardSize, cardTitle } from './card-svg.ts';

/** The picture for an item that has none of its own. Other sites keep it: a new wording has a new address. */
export function drawnCard(place: FeedPlace, info: FeedInfo, item: Item): Image | undefined {
  const title = cardTitle(info, item);
  if (title === undefined) return undefined;
  const url = `${publicLink(place, `${itemPath(place.feed, item.id)}/card.png`)}?rev=${item.rev}`;
  return { url, alt: title, ...cardSize };
}
