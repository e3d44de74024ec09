import { credits } from '../../src/feed/draw/item-parts.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { wordsFor } from '../../src/feed/words/languages.ts';
import { hasItemShape } from '../../src/feed/shape.ts';
import { blogPosting } from '../../src/site/formats/json-ld.ts';
import { placeOf } from '../../src/site/shell/place.ts';
import { itemOf } from '../client/feed-of.ts';

const origin = { name: 'הנמל', url: 'https://port.example/feeds/a/items/1', path: ['a'] };

function drawn(lang: string, from: object = origin): string {
  const edition = {
    time: () => ({ text: '', exact: '' }),
    itemUrl: () => '',
    words: wordsFor(lang),
  };
  const markup = credits(itemOf(1, { origin: { ...origin, ...from } }), edition);
  return markup === false ? '' : toHtml(markup);
}

describe('where an item of another newsroom comes from', () => {
  test('is its name, apart in its direction, which leads to the item there, in the language of the feed', () => {
    const link = (words: string) => `<a href="${origin.url}">${words} <bdi>הנמל</bdi></a>`;
    expect(drawn('en')).toContain(link('From'));
    expect(drawn('ja')).toContain(link('提供元：'));
  });

  test('is not told where its address is none of the web, and never becomes markup', () => {
    expect(drawn('en', { url: 'javascript:alert(1)' })).not.toContain('<a');
    expect(drawn('en', { name: '<img src=x>' })).toContain('<bdi>&#60;img src=x&#62;</bdi>');
    expect(hasItemShape(itemOf(1, { origin }))).toBe(true);
  });

  test('is told to machines', () => {
    const place = { ...placeOf({ publicUrl: 'https://live.example' }, '/feeds/f'), feed: 'f' };
    const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    expect(blogPosting(place, info, itemOf(1, { origin }))).toMatchObject({
      isBasedOn: { '@type': 'CreativeWork', url: origin.url, publisher: { name: origin.name } },
    });
  });
});
