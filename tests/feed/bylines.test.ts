import { bylinesOf, bylinesText } from '../../client/newsroom/fields/bylines-text.ts';
import { bylinesOf as bylinesIn, written, type Byline } from '../../src/feed/byline.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { credits } from '../../src/feed/draw/item-parts.ts';
import { filtered } from '../../src/feed/embed/filtered.ts';
import { hasItemShape } from '../../src/feed/shape.ts';
import { jsonFeed } from '../../src/site/formats/json-feed.ts';
import { blogPosting } from '../../src/site/formats/json-ld.ts';
import { atom } from '../../src/site/formats/atom.ts';
import { rss } from '../../src/site/formats/rss.ts';
import { placeOf } from '../../src/site/shell/place.ts';
import { itemOf } from '../client/feed-of.ts';

const edition = { time: () => ({ text: '', exact: '' }), itemUrl: () => '' };
const ida = {
  name: 'Ida Kovač',
  role: 'reporter',
  picture: '/media/1/ida.jpg',
  url: 'https://paper.example/ida',
};
const drawn = (...bylines: readonly Byline[]) => {
  const markup = credits(itemOf(1, written(bylines)), edition);
  return markup === false ? '' : toHtml(markup);
};

describe('who wrote an item', () => {
  test('is a name with the role, and a portrait whose room is there before it is', () => {
    expect(drawn(ida)).toContain(
      '<span class="lt-by"><img loading="lazy" src="/media/1/ida.jpg" alt width="32" height="32">' +
        '<b><a href="https://paper.example/ida"><bdi>Ida Kovač</bdi></a></b>, <bdi>reporter</bdi></span>',
    );
  });

  test('is parted from the next person by more than from the role', () => {
    const text = drawn(ida, 'Bo', 'Cy').replace(/<[^>]*>/g, '');
    expect(text).toBe('Ida Kovač, reporter; Bo; Cy');
  });

  test('is drawn by name alone where no more is known, as before', () => {
    expect(drawn('Ann', 'Bo')).toBe(
      '<p class="lt-credits"><span class="lt-byline"><bdi>Ann</bdi>, <bdi>Bo</bdi></span></p>',
    );
  });

  test('is who the names say, where an earlier release has changed them', () => {
    const changed = { ...itemOf(1, written([ida])), bylines: ['Bo'] };
    expect(bylinesIn(changed)).toEqual(['Bo']);
  });

  test('is followed nowhere that is not safe', () => {
    const html = drawn({ name: 'Eve', picture: 'data:x', url: 'javascript:x' });
    expect(html).not.toMatch(/img|href/);
  });

  test('is found by name, whatever else is known', () => {
    const items = [itemOf(1, written([ida])), itemOf(2, { bylines: ['Bo'] })];
    expect(filtered(items, 'byline:Ida Kovač')).toEqual([items[0]]);
  });

  test('has the shape of an item’s, either way', () => {
    expect(hasItemShape(itemOf(1, written(['Ann', ida])))).toBe(true);
    expect(hasItemShape({ ...itemOf(1), people: [{ role: 'reporter' }] })).toBe(false);
  });

  test('is told to other programs, with whole addresses', () => {
    const place = { ...placeOf({ publicUrl: 'https://live.example' }, '/feeds/f'), feed: 'f' };
    const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    const item = itemOf(1, written([ida, 'Bo']));
    const picture = 'https://live.example/media/1/ida.jpg';
    expect(blogPosting(place, info, item)).toMatchObject({
      author: [
        { '@type': 'Person', name: ida.name, jobTitle: 'reporter', url: ida.url, image: picture },
        { '@type': 'Person', name: 'Bo' },
      ],
    });
    const position = { epoch: 'e', seq: 1, tag: 't' };
    const snapshot = { feed: 'f', ...position, info, items: [item], pinned: null, more: null };
    expect(JSON.parse(jsonFeed.draw(place, snapshot))).toMatchObject({
      items: [{ authors: [{ name: ida.name, url: ida.url, avatar: picture }, { name: 'Bo' }] }],
    });
    expect(atom.draw(place, snapshot)).toContain(
      `<author><name>${ida.name}</name><uri>${ida.url}</uri></author><author><name>Bo</name></author>`,
    );
    expect(rss.draw(place, snapshot)).toContain(
      `<dc:creator>${ida.name}</dc:creator><dc:creator>Bo</dc:creator>`,
    );
  });
});

describe('the field for bylines', () => {
  test('takes names with commas between them, and a person a line', () => {
    expect(bylinesOf('Ann, Bo')).toEqual(['Ann', 'Bo']);
    expect(
      bylinesOf('Ida Kovač | reporter | /media/1/ida.jpg | https://paper.example/ida\nAnn, Bo\n'),
    ).toEqual([ida, 'Ann', 'Bo']);
    expect(bylinesOf('Ann | \n | \n')).toEqual(['Ann']);
  });

  test('says what it was filled with', () => {
    for (const bylines of [[], ['Ann', 'Bo'], [ida, 'Bo'], [{ name: 'Cy', url: 'https://c.d' }]]) {
      expect(bylinesOf(bylinesText(bylines))).toEqual(bylines);
    }
  });
});
