import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Entry, Item } from '../../src/feed/item.ts';
import { cardImage, cardTags } from '../../src/site/formats/card-tags.ts';
import { jsonFeed } from '../../src/site/formats/json-feed.ts';
import { blogPosting, liveBlogPosting } from '../../src/site/formats/json-ld.ts';
import { itemPage } from '../../src/site/pages/item-page.ts';
import { documentHtml } from '../../src/site/shell/page.ts';
import { placeOf, type Site } from '../../src/site/shell/place.ts';
import { hostile, hostileItem, hostileSnapshot } from './hostile.ts';

const place = placeFor({
  publicUrl: 'https://live.example/news',
  hub: 'https://live.example/news/websub',
  publisher: { name: hostile, url: 'https://paper.example/', logo: 'https://paper.example/l.png' },
});
const nameless = placeFor({ publicUrl: 'https://live.example' });
const info: FeedInfo = { ...hostileSnapshot.info, lang: 'pt-BR', timezone: 'UTC' };
const at = hostileItem.postedAt;
const item: Item = {
  ...hostileItem,
  lang: 'ar',
  link: 'https://a.example/story',
  image: { url: '/map.png', alt: hostile, width: 300, height: 200 },
  remarks: [{ kind: 'correct', at, note: hostile }],
};
const { headline: _headline, image: _image, link: _link, ...rest } = item;
/** A picture alone, and a headline alone. */
const picture: Item = { ...rest, body: [], image: { url: '/only.png', alt: 'A map' } };
const short: Item = { ...rest, id: 'short', headline: 'Gates shut', body: [], bylines: [] };
const struck: Item = {
  ...item,
  id: 'struck',
  image: { url: 'https://a.example/hoax.png', alt: 'A hoax' },
  remarks: [{ kind: 'strike', at, note: 'A hoax.' }],
};
const entries: readonly Entry[] = [struck, short, item, picture];
const coverage = { startedAt: at, updatedAt: at };

describe('JSON Feed', () => {
  test.each([place, nameless])('is true to its specification, whatever the texts are', (there) => {
    const drawn: unknown = JSON.parse(
      jsonFeed.draw(there, { ...hostileSnapshot, info, items: entries }),
    );
    expect(faults('json-feed.json', drawn)).toEqual([]);
    expect(drawn).toMatchObject({
      items: [{}, {}, { image: 'https://live.example/map.png' }, {}],
    });
  });

  test('the schema finds a fault', () => {
    expect(
      faults('json-feed.json', { version: '1', title: 't', items: [{ id: 'a' }] }),
    ).not.toEqual([]);
  });
});

describe('LiveBlogPosting', () => {
  test.each([place, nameless])(
    'has everything Google asks for, whatever the texts are',
    (there) => {
      const posting = asSent(liveBlogPosting(there, info, entries, coverage));
      expect(faults('live-blog.json', posting)).toEqual([]);
      expect(posting).toMatchObject({
        image: [{ url: 'https://live.example/map.png' }, { url: 'https://live.example/only.png' }],
        liveBlogUpdate: [{ articleBody: 'Gates shut' }, {}, { articleBody: 'A map' }],
      });
    },
  );

  test('of an item with several pictures has all of them, the leading one first', () => {
    const upload = `/media/${'a'.repeat(26)}/640`;
    const images = ['/map.png', upload].map((url) => ({ url, alt: hostile }));
    const posting = asSent(liveBlogPosting(place, info, [{ ...item, images }], coverage));
    expect(faults('live-blog.json', posting)).toEqual([]);
    // An upload is below the public address.
    const urls = ['/map.png', `/news${upload}`].map((path) => ({
      url: `https://live.example${path}`,
    }));
    expect(posting).toMatchObject({ image: urls.slice(0, 1), liveBlogUpdate: [{ image: urls }] });
  });

  test('of one item is an update of it with its context', () => {
    const { '@context': _, isPartOf, ...update } = asSent(blogPosting(place, info, item));
    expect(isPartOf).toMatchObject({ '@type': 'LiveBlogPosting' });
    const whole = asSent(liveBlogPosting(place, info, [item], coverage));
    expect(faults('live-blog.json', { ...whole, liveBlogUpdate: [update] })).toEqual([]);
  });

  test('an end is told of coverage that has ended, and of no other', () => {
    const ended = { ...info, coverage: 'ended' } as const;
    expect(asSent(liveBlogPosting(place, ended, [], coverage))['coverageEndTime']).toBe(at);
    expect(asSent(liveBlogPosting(place, info, [], coverage))['coverageEndTime']).toBeUndefined();
  });

  test('the schema finds a fault', () => {
    expect(
      faults('live-blog.json', asSent(liveBlogPosting(place, info, [], coverage))),
    ).not.toEqual([]);
  });
});

describe('a card', () => {
  const meta = (there: typeof place, shown: readonly Entry[], logo?: string) =>
    new Map(
      cardTags({
        type: 'article',
        title: 't',
        url: 'u',
        siteName: 'The Paper',
        image: cardImage(there, shown),
        logo,
      }).flatMap((tag): (readonly [string | undefined, string | undefined])[] =>
        typeof tag === 'string'
          ? []
          : [[tag.attrs['property'] ?? tag.attrs['name'], tag.attrs['content']]],
      ),
    );

  test('has the whole address of a picture that is claimed, and none without a public address', () => {
    expect(meta(place, entries).get('og:image')).toBe('https://live.example/map.png');
    expect(meta(placeFor({ publicUrl: undefined }), entries).has('og:image')).toBe(false);
  });

  test('has the logo of the paper, small, where there is no picture', () => {
    const logo = 'https://paper.example/l.png';
    const small = meta(place, [struck], logo);
    expect([small.get('og:image'), small.get('og:image:alt')]).toEqual([logo, 'The Paper']);
    expect(small.get('twitter:card')).toBe('summary');
    expect(meta(place, entries, logo).get('twitter:card')).toBe('summary_large_image');
  });

  test('of a struck item says why, and nothing of what it said', () => {
    const html = documentHtml(itemPage(place, { ...hostileSnapshot, info }, struck));
    const [, said] = /<meta property="og:description" content="([^"]*)">/.exec(html) ?? [];
    expect(said).toBe('Anulado — A hoax.');
    expect(html).toContain('<meta property="og:image" content="https://paper.example/l.png">');
  });
});

function placeFor(site: Site) {
  return { ...placeOf(site, '/feeds/hostile/feed.json'), feed: 'hostile' };
}

function asSent(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

/** Where a value breaks a schema of `schemas/`. */
function faults(schema: string, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const file = resolve(import.meta.dirname, 'schemas', schema);
  const check = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  return check(value)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
