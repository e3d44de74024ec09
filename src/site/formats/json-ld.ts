import { bodyText } from '../../feed/body.ts';
import { bylinesOf, type Byline } from '../../feed/byline.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Entry, Item } from '../../feed/item.ts';
import { picturesOf } from '../../feed/pictures.ts';
import { isSafeUrl } from '../../feed/draw/markup.ts';
import { titleOf } from '../../feed/draw/item-title.ts';
import { remarksOf } from '../../feed/remarks.ts';
import { feedPath, itemPath, publicLink, type FeedPlace, type Publisher } from '../shell/place.ts';
import { spokenFor } from '../shell/site-edition.ts';
import { aboutFeed } from './about-feed.ts';
import { authorOf } from './author-of.ts';
import { isClaimed } from './claimed.ts';
import { enclosureOf } from './enclosure.ts';
import { wholeAddress } from './whole-address.ts';

/** Of a feed: search engines show one. */
const maxPictures = 3;

/** The times in a feed's data: of its first change, and of the latest change that is shown. */
export interface Coverage {
  readonly startedAt: string | undefined;
  readonly updatedAt: string | undefined;
}

/**
 * schema.org LiveBlogPosting of the entries on a page, with what Google asks for. Without taken-down and struck items:
 * the format cannot say that an item is crossed out. Without `about`: search engines want a place for an Event.
 */
export function liveBlogPosting(
  place: FeedPlace,
  info: FeedInfo,
  entries: readonly Entry[],
  coverage: Coverage,
): object {
  const url = publicLink(place, feedPath(place.feed));
  const items = entries.filter(isClaimed);
  const leading = items.flatMap((item) => picturesIn(place, item).slice(0, 1));
  const pictures = leading.slice(0, maxPictures);
  return {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: info.title,
    description: aboutFeed(info),
    abstract: info.summary && bodyText(info.summary),
    author: organization(place, info),
    publisher: organization(place, info),
    image: pictures.length > 0 ? pictures : undefined,
    inLanguage: info.lang,
    datePublished: coverage.startedAt,
    dateModified: coverage.updatedAt,
    coverageStartTime: coverage.startedAt,
    coverageEndTime: info.coverage === 'ended' ? coverage.updatedAt : undefined,
    liveBlogUpdate: items.map((item) => posting(place, info, item)),
  };
}

/** schema.org BlogPosting of one item, as a part of its feed. */
export function blogPosting(place: FeedPlace, info: FeedInfo, item: Item): object {
  return {
    '@context': 'https://schema.org',
    ...posting(place, info, item),
    isPartOf: {
      '@type': 'LiveBlogPosting',
      '@id': publicLink(place, feedPath(place.feed)),
      headline: info.title,
    },
  };
}

function posting(place: FeedPlace, info: FeedInfo, item: Item): object {
  const text = bodyText(item.body);
  const { words } = spokenFor(info);
  const url = publicLink(place, itemPath(place.feed, item.id));
  const pictures = picturesIn(place, item);
  return {
    '@type': 'BlogPosting',
    '@id': url,
    url,
    headline: titleOf(item, 110, words),
    // Required of an update of a live blog.
    articleBody: text === '' ? titleOf(item, undefined, words) : text,
    datePublished: item.postedAt,
    dateModified: item.updatedAt,
    inLanguage: item.lang ?? info.lang,
    author:
      item.bylines.length > 0
        ? bylinesOf(item).map((byline) => person(place, byline))
        : organization(place, info),
    publisher: organization(place, info),
    keywords: item.tags.length > 0 ? item.tags.join(', ') : undefined,
    image: pictures.length > 1 ? pictures : pictures[0],
    audio: recording(place, item),
    correction: corrections(item),
    isBasedOn: origin(item),
  };
}

function person(place: FeedPlace, byline: Byline): object {
  const { name, role, url, picture: image } = authorOf(place, byline);
  return { '@type': 'Person', name, jobTitle: role, url, image };
}

/** Where an item of another newsroom comes from. */
function origin({ origin: from }: Item): object | undefined {
  if (from === undefined) return undefined;
  const { name, url } = from;
  const publisher = { '@type': 'Organization', name };
  return { '@type': 'CreativeWork', url: isSafeUrl(url) ? url : undefined, publisher };
}

/** The corrections of an item, oldest first; undefined when there are none. */
function corrections(item: Item): readonly object[] | undefined {
  const made = remarksOf(item).filter(({ kind }) => kind === 'correct');
  if (made.length === 0) return undefined;
  return made.map(({ note, at }) => ({
    '@type': 'CorrectionComment',
    text: note,
    datePublished: at,
  }));
}

/** The publisher. Without one it is the feed, because search engines require a name. */
function organization(place: FeedPlace, info: FeedInfo): object {
  const itself = { name: info.title, url: publicLink(place, feedPath(place.feed)) };
  const { name, url, logo }: Publisher = place.site.publisher ?? itself;
  return {
    '@type': 'Organization',
    name,
    url,
    logo: logo === undefined ? undefined : { '@type': 'ImageObject', url: logo },
  };
}

function recording(place: FeedPlace, item: Item): object | undefined {
  const sound = enclosureOf(place, item);
  return (
    sound && {
      '@type': 'AudioObject',
      contentUrl: sound.url,
      encodingFormat: sound.type,
      name: sound.title,
      // ISO 8601.
      duration: sound.seconds === undefined ? undefined : `PT${sound.seconds}S`,
    }
  );
}

/** The pictures of an item, the leading one first. */
function picturesIn(place: FeedPlace, item: Item): readonly object[] {
  return picturesOf(item)
    .filter(({ url }) => isSafeUrl(url))
    .map(({ url, alt, caption, credit, width, height }) => ({
      '@type': 'ImageObject',
      url: wholeAddress(place, url),
      caption: caption ?? (alt || undefined),
      creditText: credit,
      width,
      height,
    }));
}
