import type { Fields } from '../../feed/shape.ts';
import { Addresses } from '../html/addresses.ts';
import { plain } from '../html/pictures.ts';
import { linkBlock, reading, textBlock } from '../html/plain-html.ts';
import { readCaption, readHtml, type ReadHtml } from '../html/read-html.ts';
import type { Told } from '../told/told.ts';
import { bylinesOf } from './authors.ts';
import type { Format } from './format.ts';
import { countIn, fieldsIn, jsonOf, listIn, textIn } from './json-fields.ts';
import { amongParts, simpleEntry } from './simple-entry.ts';

/**
 * An article of blocks as the Guardian's pages (`blocks`) and its content API (`response.content.blocks.body`) have it:
 * https://github.com/guardian/dotcom-rendering, https://open-platform.theguardian.com.
 */
export const guardian: Format = {
  title: 'blocks of the Guardian',
  fits: (beginning) =>
    /"(blockFirstPublished|blockCreatedOn|bodyHtml|bodyTextSummary)"|dotcomrendering\.pageElements/.test(
      beginning,
    ),
  async *read(source) {
    const article = fieldsIn(await jsonOf(source));
    const content = fieldsIn(fieldsIn(article['response'])['content']);
    const blocks = listIn(article['blocks'] ?? fieldsIn(content['blocks'])['body']);
    const pinned = fieldsIn(article['pinnedPost'])['id'];
    yield { kind: 'loss', loss: 'feed information' };
    for (const block of blocks.toReversed()) yield entryOf(block, source.base);
    const pin = blocks.find((block) => block['id'] === pinned || isMarked(block, 'pinned'));
    if (pin !== undefined) yield { kind: 'pin', externalId: textIn(pin['id']) };
  },
};

function entryOf(block: Fields, base: string | undefined): Told {
  const html = textIn(block['bodyHtml']);
  const readings =
    html !== '' && block['elements'] === undefined
      ? [readHtml(html, base)]
      : listIn(block['elements']).map((element) => readElement(element, base));
  const { losses: byLosses, ...by } = bylinesOf(
    listIn(block['contributors']).map((each) => ({
      name: textIn(each['name'] ?? each['webTitle']),
      picture:
        textIn(each['largeImageUrl'] ?? each['imageUrl'] ?? each['bylineImageUrl']) || undefined,
      url: textIn(each['webUrl']) || undefined,
    })),
  );
  const tags = isMarked(block, 'summary') ? { tags: ['summary'] } : {};
  const key = isMarked(block, 'keyEvent') ? { key: true } : {};
  return simpleEntry({
    externalId: textIn(block['id']),
    postedAt:
      block['blockFirstPublished'] ?? block['firstPublishedDate'] ?? block['blockCreatedOn'],
    updatedAt: block['blockLastUpdated'] ?? block['lastModifiedDate'],
    headline: textIn(block['title']),
    readings,
    more: { ...by, ...tags, ...key },
    losses: [...byLosses, ...amongParts(readings)],
  });
}

function isMarked(block: Fields, mark: string): boolean {
  return fieldsIn(block['attributes'])[mark] === true;
}

function readElement(element: Fields, base: string | undefined): ReadHtml {
  const kind =
    textIn(element['_type'] ?? element['type'])
      .split('.')
      .at(-1) ?? '';
  const html = textIn(element['html']);
  const url = new Addresses(base).absolute(textIn(element['url'] ?? element['originalUrl']));
  switch (kind) {
    case 'ImageBlockElement':
      return picture(element, base);
    case 'YoutubeBlockElement':
    case 'VideoYoutubeBlockElement': {
      const id = /^[\w-]{6,20}$/.exec(textIn(element['assetId']))?.[0];
      const film = id === undefined ? url : `https://www.youtube.com/watch?v=${id}`;
      const title = plain(textIn(element['mediaTitle']));
      if (film === undefined) return reading.loss('film');
      const words = title === '' ? [] : [textBlock(title)];
      return reading.block(...words, { kind: 'embed', provider: '', url: film });
    }
    case 'RichLinkBlockElement': {
      const title = plain(textIn(element['text'] ?? element['prefix'])) || 'More';
      return url === undefined
        ? reading.block()
        : reading.related({ url, title: title.slice(0, 300) });
    }
    case 'PullquoteBlockElement': {
      const said = [...readHtml(html, base).body];
      const who = plain(textIn(element['attribution']));
      if (who !== '') said.push(textBlock(`— ${who}`));
      return reading.block({ kind: 'quote', children: said });
    }
    default:
      if (html !== '') return readHtml(html, base);
      return url === undefined
        ? reading.loss('structured fields')
        : {
            ...reading.block(linkBlock(url, plain(textIn(element['alt'])) || url)),
            losses: ['interactive'],
          };
  }
}

/** The widest of its sizes. */
function picture(element: Fields, base: string | undefined): ReadHtml {
  const data = fieldsIn(element['data']);
  const sizes = listIn(fieldsIn(element['media'])['allImages']).map((image) => ({
    url: textIn(image['url']),
    width: countIn(fieldsIn(image['fields'])['width']),
    height: countIn(fieldsIn(image['fields'])['height']),
  }));
  const [widest] = sizes.sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  const {
    url: address,
    width,
    height,
  } = widest ?? {
    url: textIn(element['url']),
    width: countIn(element['width']),
    height: countIn(element['height']),
  };
  const url = new Addresses(base).absolute(address);
  if (url === undefined) return reading.block();
  const { caption, related } = readCaption(textIn(data['caption'] ?? element['caption']), base);
  const credit = plain(textIn(data['credit'] ?? element['credit']));
  const alt = plain(textIn(data['alt'] ?? element['alt'])) || caption;
  return {
    ...reading.image({
      url,
      alt,
      ...(caption !== '' && { caption }),
      ...(credit !== '' && { credit: credit.slice(0, 300) }),
      ...(width !== undefined && height !== undefined && { width, height }),
    }),
    related,
  };
}
